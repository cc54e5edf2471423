package io.skipjack.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path config;

    @Test
    void isInTheHomeDirectoryByDefault() {
        assertThat(DataDirectory.find(NOTHING, config))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".skipjack"));
    }

    @Test
    void isWhatTheConfigSays() throws IOException {
        write("skipjack:\n  data-dir: /var/lib/skipjack\n");

        assertThat(DataDirectory.find(NOTHING, config)).isEqualTo(Path.of("/var/lib/skipjack"));
    }

    @Test
    void isWhatTheEnvironmentSaysBeforeTheConfig() throws IOException {
        write("skipjack:\n  data-dir: /var/lib/skipjack\n");

        assertThat(DataDirectory.find(Map.of("SKIPJACK_DATA_DIR", "/x"), config))
                .isEqualTo(Path.of("/x"));
    }

    @Test
    void isNotGuessedFromAPlaceholder() throws IOException {
        write("skipjack:\n  data-dir: ${SOMEWHERE}/x\n");

        assertThatThrownBy(() -> DataDirectory.find(NOTHING, config)).hasMessageContaining("set SKIPJACK_DATA_DIR");
    }

    @Test
    void isNotGuessedFromABrokenFile() throws IOException {
        write("skipjack: [\n");

        assertThatThrownBy(() -> DataDirectory.find(NOTHING, config)).hasMessageContaining("skipjack serve --check");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(config.resolve("application.yaml"), yaml);
    }
}
