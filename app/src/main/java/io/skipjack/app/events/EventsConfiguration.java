package io.skipjack.app.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.RouterClock;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.state.JdbcEventLog;
import io.skipjack.app.state.Leadership;
import io.skipjack.app.state.LeadershipSettings;
import io.skipjack.domain.event.EventLog;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.TierBreakers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;

/** Where events are noted, and who notes what no step of a route sees. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

    /** Lazy, as for the streams: the operators' port begins before the store is opened, and tells no less if it cannot be. */
    @Bean
    EventFeed eventFeed(@Lazy EventLog log) {
        return new EventFeed(log);
    }

    @Bean(destroyMethod = "close")
    EventWriter eventBook(
            JdbcEventLog log, EventFeed feed, SkipjackProperties properties, MeterRegistry meters, RouterClock clock) {
        return new EventWriter(log, clock.wall(), properties.events().keep(), meters, feed::written);
    }

    @Bean(destroyMethod = "close")
    @Profile("!check")
    LeaderNews leaderNews(Leadership leadership, EventWriter events, LeadershipSettings router) {
        return new LeaderNews(leadership, events, router.routerId());
    }

    @Bean
    @Profile("!check")
    DeploymentNews deploymentNews(
            DeploymentCatalog catalog, JdbcEventLog log, Leadership leadership, EventWriter events, RouterClock clock) {
        DeploymentNews news = new DeploymentNews(catalog, log, leadership, clock.wall());
        catalog.onChange(changed -> news.ask(events));
        leadership.onChange(() -> news.ask(events));
        return news;
    }

    @Bean
    TrafficNews trafficNews(
            EventWriter events, UpstreamRegistry registry, TierBreakers breakers, LeadershipSettings router) {
        TrafficNews news = new TrafficNews(events, TrafficNews.readyIn(registry), System::nanoTime, router.routerId());
        news.watch(breakers);
        return news;
    }
}
