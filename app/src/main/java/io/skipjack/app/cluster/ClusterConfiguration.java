package io.skipjack.app.cluster;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** How this router talks with the others. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    @Profile("!check")
    RouterGossip routerGossip(ClusterSettings settings) {
        if (!settings.enabled()) {
            return new LocalGossip();
        }
        HazelcastGossip gossip = new HazelcastGossip(settings);
        gossip.start();
        return gossip;
    }

    @Bean
    @Profile("check")
    RouterGossip silentGossip() {
        return new LocalGossip();
    }
}
