package io.skipjack.app.fleet;

import io.skipjack.app.cluster.ClusterSettings;
import io.skipjack.app.config.ClusterProperties;
import io.skipjack.app.config.FleetProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.state.LeadershipSettings;
import io.skipjack.app.state.StoreSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who this router is among those that share a store, and where the store is. */
@Configuration(proxyBeanMethods = false)
class RouterConfiguration {

    @Bean
    RouterName routerName(SkipjackProperties properties) {
        String given = properties.fleet().routerId();
        return new RouterName(
                given.isEmpty() ? hostName() + "-" + ProcessHandle.current().pid() : given);
    }

    @Bean
    StoreSettings storeSettings(SkipjackProperties properties) {
        FleetProperties fleet = properties.fleet();
        return new StoreSettings(properties.dataDir(), fleet.storeUrl(), fleet.storeUser(), fleet.storePassword());
    }

    @Bean
    LeadershipSettings leadershipSettings(SkipjackProperties properties, RouterName router) {
        return new LeadershipSettings(router.name(), properties.fleet().leaderTtl());
    }

    @Bean
    ClusterSettings clusterSettings(SkipjackProperties properties) {
        ClusterProperties cluster = properties.cluster();
        return new ClusterSettings(
                cluster.enabled(),
                cluster.members(),
                cluster.port(),
                cluster.address(),
                cluster.name(),
                cluster.secret());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "router";
        }
    }
}
