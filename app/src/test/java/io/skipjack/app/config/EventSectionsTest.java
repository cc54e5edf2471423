package io.skipjack.app.config;

import static io.skipjack.app.config.SectionsTest.section;
import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

/** The log of events and webhooks: one test of all defaults, one of all keys, and what is refused. */
class EventSectionsTest {
    @Test
    void eventDefaults() {
        assertThat(bind(Map.of()).events()).isEqualTo(new EventsProperties(Duration.ofDays(30)));
    }

    @Test
    void eventKeys() {
        assertThat(bind(section("events", "keep", "2h")).events()).isEqualTo(new EventsProperties(Duration.ofHours(2)));
    }

    @Test
    void aLogThatKeepsNothingIsRefused() {
        assertThatThrownBy(() -> bind(section("events", "keep", "59m")))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void webhookDefaults() {
        assertThat(bind(Map.of()).webhooks()).isEmpty();
        assertThat(bind(Map.of("skipjack.webhooks[0].name", "a")).webhooks())
                .containsExactly(new WebhookProperties(
                        "a",
                        "",
                        "",
                        "generic",
                        List.of("deployment.*", "replica.interrupted", "traffic.*", "budget.*"),
                        List.of(),
                        ""));
    }

    @Test
    void webhookKeys() {
        Map<String, Object> keys = section("webhooks[0]", "name", "a", "url", "https://b.c/canary", "url-env", "D");
        keys.putAll(
                section("webhooks[0]", "kind", "slack", "events[0]", "*", "deployments[0]", "e", "secret-env", "F"));
        SkipjackProperties properties = bind(keys);

        assertThat(properties.webhooks())
                .containsExactly(new WebhookProperties(
                        "a", "https://b.c/canary", "D", "slack", List.of("*"), List.of("e"), "F"));
        assertThat(properties.toString() + properties.webhooks()).doesNotContain("canary");
    }
}
