package io.skipjack.app.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.deployments.ProviderNames;
import io.skipjack.provider.Providers;
import io.skipjack.provider.kamelet.KameletDefinition;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every setting of every provider stands in {@code config/application.yaml}, with its default, as a comment to be taken out. */
class ProviderKeysTest {
    private static final int WIDTH = 118;

    @Test
    void everySettingIsDocumented() throws IOException {
        assertThat(Files.readString(Path.of("../config/application.yaml"))).contains(documented());
    }

    static String documented() {
        List<String> lines = new ArrayList<>();
        for (ProviderDefinition provider : Providers.all()) {
            add(lines, provider.name(), provider.keys());
        }
        for (KameletDefinition kamelet : ProviderNames.kamelets(Path.of("../kamelets"))) {
            add(lines, kamelet.name(), kamelet.keys());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, String provider, List<ProviderKey> keys) {
        lines.add("  #   %s:".formatted(provider));
        for (ProviderKey key : keys) {
            String environment = key.environment().isEmpty() ? "" : key.environment() + ": ";
            String comment = "  #     # " + environment;
            String sentence = key.description().substring(0, 1).toUpperCase(Locale.ROOT)
                    + key.description().substring(1).replaceAll("[.]+$", "") + ".";
            for (String word : sentence.split(" ")) {
                if (comment.length() + word.length() > WIDTH) {
                    lines.add(comment.stripTrailing());
                    comment = "  #     # ";
                }
                comment += word + " ";
            }
            lines.add(comment.stripTrailing());
            lines.add("  #     %s: \"%s\"".formatted(key.name(), key.byDefault()));
        }
    }
}
