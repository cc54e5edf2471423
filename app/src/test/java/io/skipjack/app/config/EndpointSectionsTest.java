package io.skipjack.app.config;

import static io.skipjack.app.config.SectionsTest.section;
import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.serverless.EndpointTiming;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

/** The sections of serverless endpoints: one test of all defaults, one of all keys, and what is refused. */
class EndpointSectionsTest {
    @Test
    void endpointDefaults() {
        EndpointsProperties endpoints = bind(Map.of()).endpoints();

        assertThat(endpoints)
                .isEqualTo(new EndpointsProperties(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(10)));
        assertThat(endpoints.timing()).isEqualTo(EndpointTiming.DEFAULT);
    }

    @Test
    void endpointKeys() {
        Map<String, Object> keys = section("endpoints", "interval", "1s", "follow-interval", "2s");
        keys.putAll(section("endpoints", "sweep-interval", "3s", "status-interval", "4s", "deploy-timeout", "5s"));
        keys.putAll(section("endpoints", "refused-for", "6s", "backoff", "7s", "max-backoff", "8s"));

        assertThat(bind(keys).endpoints())
                .isEqualTo(new EndpointsProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8)));
    }

    @Test
    void aBackoffBeyondItsMaximumIsRefused() {
        assertThatThrownBy(() -> bind(section("endpoints", "backoff", "11m")))
                .hasRootCauseInstanceOf(BindValidationException.class)
                .hasStackTraceContaining("endpoints.max-backoff must be at least endpoints.backoff");
    }

    @Test
    void settingsOfProvidersAreTakenAsTheyAreAndNeverShown() {
        SkipjackProperties properties = bind(section("providers", "runpod.api-key", "secret", "runpod.base-url", "u"));

        assertThat(properties.providers()).isEqualTo(Map.of("runpod", Map.of("api-key", "secret", "base-url", "u")));
        assertThat(properties.toString()).doesNotContain("secret");
        assertThat(bind(Map.of()).providers()).isEmpty();
    }
}
