package io.skipjack.app;

import io.skipjack.app.operators.Watch;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Keeps what metrics, health and JMX show of the store young. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {
    /** Below any interval at which metrics are scraped, and a small price for a database. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    @Profile("!" + Router.CHECK)
    Repetition watchRepetition(Watch watch) {
        return Repetition.of("watch", PAUSE, watch::look);
    }
}
