package io.skipjack.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * Finds everything wrong with the routes and Kamelets in two folders without serving them: all beans, components,
 * options and steps are made, no consumer is started and no port opened.
 *
 * <p>Works in the application's own CamelContext, because a second one on the same registry would take the
 * application's component beans over and shut them down with itself.
 */
public final class RouteCheck {
    private RouteCheck() {}

    /**
     * @param context one that is set up and has no {@link RouteDeployer}; it is started, without its routes, if it is
     *     not, and left for the caller to stop
     * @return empty when the routes can be served as they are
     * @throws IOException when a folder cannot be read
     */
    public static List<RouteProblem> check(CamelContext context, Path routes, Path kamelets) throws IOException {
        if (context.hasService(RouteDeployer.class) != null) {
            throw new IllegalStateException("checking routes in a context that serves them would replace them");
        }
        if (!context.isStarted()) {
            context.setAutoStartup(false);
            context.start();
            context.setAutoStartup(true); // else Camel makes each Kamelet's route twice, and one of them stays
        }
        return new Generations((ModelCamelContext) context, InstantSource.system())
                .check(RouteFiles.read(routes, kamelets));
    }
}
