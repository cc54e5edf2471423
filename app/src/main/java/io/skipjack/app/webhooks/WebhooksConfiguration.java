package io.skipjack.app.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.RouterClock;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.events.EventFeed;
import io.skipjack.app.state.WebhookStore;
import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.processors.admin.JsonText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The programs that are told of events. Made in a check of the config too, which so finds what is wrong with one. */
@Configuration(proxyBeanMethods = false)
class WebhooksConfiguration {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Bean(destroyMethod = "close")
    Webhooks webhooks(
            SkipjackProperties properties, Delivery.Surroundings around, EventFeed feed, MeterRegistry meters) {
        List<Delivery> deliveries = Webhook.of(properties.webhooks(), System::getenv).stream()
                .map(webhook -> new Delivery(webhook, around))
                .toList();
        return new Webhooks(deliveries, feed, around.client(), meters);
    }

    @Bean
    Delivery.Surroundings webhookSurroundings(
            EventLog log, WebhookStore store, LeaderEpoch leader, JsonText adminJson, RouterClock clock) {
        // signatures are compared with the receiver's own clock
        WebhookClient client = new WebhookClient(adminJson, TIMEOUT, InstantSource.system());
        return new Delivery.Surroundings(log, store, leader, client, Retrying.USUAL, clock.wall());
    }

    @Bean
    HealthIndicator webhooksHealthIndicator(Webhooks webhooks) {
        return new WebhooksHealth(webhooks);
    }

    /** Not before all is there that could note an event. */
    @Bean
    @Profile("!check")
    ApplicationListener<ApplicationReadyEvent> webhooksStart(Webhooks webhooks) {
        return ready -> webhooks.start();
    }
}
