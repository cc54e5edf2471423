package io.skipjack.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.WebhookProperties;
import io.skipjack.domain.event.EventFilter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOOK_URL", "https://hooks.example.com/T0/canary", "HOOK_SECRET", "shh");

    @Test
    void urlAndSecretMayComeFromTheEnvironment() {
        assertThat(made(new WebhookProperties(
                        "oncall", "", "HOOK_URL", "slack", List.of("traffic.*"), List.of("rack"), "HOOK_SECRET")))
                .isEqualTo(new Webhook(
                        "oncall",
                        URI.create("https://hooks.example.com/T0/canary"),
                        Webhook.Kind.SLACK,
                        new EventFilter(List.of("traffic.*"), List.of("rack")),
                        "shh"));
    }

    @Test
    void neitherUrlNorSecretIsEverShown() {
        WebhookProperties properties = properties("oncall", "https://hooks.example.com/T0/canary", "generic");
        assertThat(properties.toString() + made(properties)).doesNotContain("canary");
        assertThat(Webhook.of(
                                List.of(new WebhookProperties(
                                        "a", "", "HOOK_URL", "slack", List.of("*"), List.of(), "HOOK_SECRET")),
                                ENVIRONMENT::get)
                        .toString())
                .doesNotContain("canary", "shh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/canary",
                "https://user:canary@example.com/",
                "https:canary",
                "canary",
                "https://exa mple.com/canary"
            })
    void aUrlThatIsNoneIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> made(properties("oncall", url, "generic")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("skipjack.webhooks[0] (oncall)")
                .hasMessageNotContaining("canary");
    }

    @Test
    void mistakesAreSaidWithTheEntry() {
        assertRefused(properties("", "https://a.b", "generic"), "skipjack.webhooks[0].name must be a name");
        assertRefused(properties("a", "", "generic"), "needs a url or a url-env, and not both");
        assertRefused(properties("a", "https://a.b", "teams"), "kind is 'teams', and must be generic or slack");
        assertRefused(
                new WebhookProperties("a", "", "NOT_SET", "slack", List.of("*"), List.of(), ""),
                "the environment variable NOT_SET is not set");
        assertRefused(
                new WebhookProperties("a", "https://a.b", "", "slack", List.of("replicas.*"), List.of(), ""),
                "there is no event 'replicas.*'");
        assertThatThrownBy(() -> Webhook.of(
                        List.of(properties("a", "https://a.b", "slack"), properties("a", "https://c.d", "slack")),
                        ENVIRONMENT::get))
                .hasMessageContaining("skipjack.webhooks[1].name must be a name of its own");
    }

    private static void assertRefused(WebhookProperties properties, String why) {
        assertThatThrownBy(() -> made(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    private static WebhookProperties properties(String name, String url, String kind) {
        return new WebhookProperties(name, url, "", kind, List.of("*"), List.of(), "");
    }

    private static Webhook made(WebhookProperties properties) {
        return Webhook.of(List.of(properties), ENVIRONMENT::get).getFirst();
    }
}
