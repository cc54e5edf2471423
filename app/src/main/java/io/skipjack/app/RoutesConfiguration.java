package io.skipjack.app;

import io.skipjack.app.config.LiveProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.live.GenerationObjectNames;
import io.skipjack.live.RouteCheck;
import io.skipjack.live.RouteDeployer;
import io.skipjack.live.RouteDeployerOptions;
import io.skipjack.live.RouteProblem;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The routes and Kamelets that users edit: served from their folders, or only looked at. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    @Bean
    @Profile("!" + Router.CHECK)
    RouteDeployer routeDeployer(SkipjackProperties properties) {
        LiveProperties live = properties.live();
        return new RouteDeployer(
                new RouteDeployerOptions(live.routesDir(), live.kameletsDir(), live.poll(), live.drainLimit()));
    }

    @Bean
    @Profile("!" + Router.CHECK)
    CamelContextConfiguration deployRoutes(RouteDeployer deployer) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getManagementStrategy().setManagementObjectNameStrategy(new GenerationObjectNames());
                try {
                    context.addService(deployer);
                } catch (Exception failed) {
                    throw new IllegalStateException("adding the route deployer: " + failed.getMessage(), failed);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // the deployer acts by itself once the context has started
            }
        };
    }

    @Bean
    @Profile(Router.CHECK)
    Check routeCheck(SkipjackProperties properties, CamelContext context) {
        LiveProperties live = properties.live();
        return () -> problems(context, live);
    }

    private static List<String> problems(CamelContext context, LiveProperties live) {
        try {
            return RouteCheck.check(context, live.routesDir(), live.kameletsDir()).stream()
                    .map(RouteProblem::toString)
                    .toList();
        } catch (IOException unreadable) {
            return List.of("reading " + live.routesDir() + " failed: " + unreadable.getMessage());
        }
    }
}
