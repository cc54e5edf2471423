package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingPolicyFileTest {
    @TempDir
    private Path folder;

    @Test
    void theOneToCopyHasEveryKeyAndTunasDefaults() {
        ScalingPolicyFile file = ScalingPolicyFile.read(Path.of("../config/scaling-policy.yaml"));

        assertThat(file.spot().keySet()).isEqualTo(ScalingPolicyFile.SPOT);
        assertThat(file.serverless())
                .isEqualTo(Map.of(
                        "concurrency", 32,
                        "scaledown_window", "60s",
                        "timeout", "600s",
                        "workers_min", 0,
                        "workers_max", 1,
                        "scaler_value", 4));
    }

    @Test
    void anyPartMayBeMissing() throws IOException {
        ScalingPolicyFile file = read("spot: {target_qps: 2.5}");

        assertThat(file.spot()).isEqualTo(Map.of("target_qps", 2.5));
        assertThat(file.serverless()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            sopt: {}                       ~ policy.yaml:1: unknown key 'sopt'; did you mean 'spot'?
            serverless: {concurency: 1}    ~ policy.yaml:1: unknown key 'serverless.concurency'; did you mean 'concurrency'?
            spot: [1]                      ~ policy.yaml:1: 'spot' must have keys of its own
            spot: {regions: [a]}           ~ unknown key 'spot.regions'
            """)
    void mistakesAreNamedWithFileLineAndKey(String text, String complaint) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigException.class).hasMessageContaining(complaint);
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatThrownBy(() -> ScalingPolicyFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("there is no file")
                .hasMessageContaining("config/scaling-policy.yaml");
    }

    private ScalingPolicyFile read(String text) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, text);
        return ScalingPolicyFile.read(file);
    }
}
