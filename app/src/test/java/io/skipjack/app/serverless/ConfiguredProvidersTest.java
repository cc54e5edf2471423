package io.skipjack.app.serverless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConfiguredProvidersTest {
    private final AtomicReference<ProviderSettings> made = new AtomicReference<>();
    private final ProviderDefinition runpod = new ProviderDefinition(
            "runpod",
            List.of(
                    ProviderKey.secret("api-key", "RUNPOD_API_KEY", "lets us in"),
                    ProviderKey.plain("base-url", "https://api", "where")),
            settings -> {
                made.set(settings);
                settings.uri("base-url");
                return null;
            });
    private static final SortedSet<String> NAMES = new TreeSet<>(List.of("replicate", "runpod"));

    @Test
    void theConfigurationCountsBeforeTheEnvironment() {
        assertThatThrownBy(() -> make(Map.of("runpod", Map.of("base-url", "nowhere"))))
                .isInstanceOf(ConfigException.class);
        assertThat(made.get().text("api-key")).isEqualTo("from outside");

        make(Map.of("runpod", Map.of("api-key", "from inside", "base-url", "http://h")));
        assertThat(made.get().text("api-key")).isEqualTo("from inside");
    }

    @Test
    void aKeyOfTheEnvironmentIsKnownWithoutItsHyphens() {
        assertThatThrownBy(() -> make(Map.of("runpod", Map.of("base.url", "no url"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("skipjack.providers.runpod.base-url must be a URL such as https://api.example.com");
    }

    @Test
    void anUnknownProviderOrKeyStopsTheStartWithTheNearest() {
        assertThatThrownBy(() -> ConfiguredProviders.requireKnown(Map.of("runpot", Map.of()), NAMES))
                .hasMessage("unknown provider 'runpot' under skipjack.providers; did you mean 'runpod'?");
        assertThatThrownBy(() -> ConfiguredProviders.requireKnown(Map.of("elsewhere", Map.of()), NAMES))
                .hasMessage("unknown provider 'elsewhere' under skipjack.providers; there are replicate, runpod");
        assertThatThrownBy(() -> make(Map.of("runpod", Map.of("api-kay", "secret"))))
                .hasMessage("unknown key 'skipjack.providers.runpod.api-kay'; did you mean 'api-key'?");
        ConfiguredProviders.requireKnown(Map.of("replicate", Map.of("token", "x"), "runpod", Map.of()), NAMES);
    }

    private void make(Map<String, Map<String, String>> configured) {
        ConfiguredProviders.make(runpod, configured, name -> name.equals("RUNPOD_API_KEY") ? "from outside" : null);
    }
}
