package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
    private static final ProviderDefinition ACME = new ProviderDefinition(
            "acme",
            List.of(
                    ProviderKey.secret("api-key", "ACME_API_KEY", "lets us in"),
                    ProviderKey.plain("endpoint", "https://api.acme.example", "URL of the API"),
                    ProviderKey.plain("disk-gb", "50", "GB, 10 to 2000")),
            settings -> {
                throw new UnsupportedOperationException();
            });

    @Test
    void configurationCountsBeforeTheEnvironmentAndThatBeforeTheDefault() {
        assertThat(settings(Map.of("api-key", " configured ")).text("api-key")).isEqualTo("configured");
        assertThat(settings(Map.of("api-key", "")).text("api-key")).isEqualTo("from outside");
        assertThat(settings(Map.of()).number("disk-gb", 10, 2_000)).isEqualTo(50);
    }

    @Test
    void whatIsMissingIsSaidWithTheNextStep() {
        ProviderSettings none = ProviderSettings.of(ACME, Map.of(), variable -> null);

        assertThat(none.missing("endpoint", "api-key"))
                .isEqualTo("set ACME_API_KEY, or skipjack.providers.acme.api-key in config/application.yaml");
        assertThat(none.missing("endpoint")).isNull();
    }

    @Test
    void mistakesNameTheKeyAndNeverTheValue() {
        assertThatThrownBy(() -> settings(Map.of("api-kay", "s3cret")))
                .hasMessage("unknown key 'skipjack.providers.acme.api-kay'; there are api-key, endpoint, disk-gb");
        assertThatThrownBy(() -> settings(Map.of("endpoint", "s3cret")).uri("endpoint"))
                .hasMessage("skipjack.providers.acme.endpoint must be a URL such as https://api.example.com");
        assertThatThrownBy(() -> settings(Map.of("disk-gb", "9")).number("disk-gb", 10, 2_000))
                .hasMessage("skipjack.providers.acme.disk-gb must be 10 to 2000");
    }

    @Test
    void secretsAreKnownAndNeverShown() {
        ProviderSettings settings = settings(Map.of("api-key", "s3cret-s3cret"));

        assertThat(settings.secrets()).containsExactly("s3cret-s3cret");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    private static ProviderSettings settings(Map<String, String> configured) {
        return ProviderSettings.of(
                ACME, configured, variable -> variable.equals("ACME_API_KEY") ? "from outside" : null);
    }
}
