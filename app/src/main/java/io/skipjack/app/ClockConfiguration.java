package io.skipjack.app;

import io.skipjack.processors.inference.MonotonicInstants;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The time. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    @Bean
    InstantSource clock() {
        return new MonotonicInstants();
    }
}
