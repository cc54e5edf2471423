package io.skipjack.app;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock, unless {@link RouterOptions#withClock} has put another one in its place. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    @Bean
    @ConditionalOnMissingBean
    RouterClock clock() {
        return RouterClock.ofThisMachine();
    }
}
