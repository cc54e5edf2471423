package io.skipjack.provider.cerebrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.provider.Requests;
import io.skipjack.provider.spi.ProviderSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CerebriumFilesTest {
    private static ProviderSettings settings(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("token", "eyJhbGciOiJub25lIn0.top-secret-0123456789", "project-id", "p-1a2b3c4d"));
        settings.putAll(more);
        return ProviderSettings.of(CerebriumProvider.DEFINITION, settings, variable -> null);
    }

    private static Map<String, String> files(String model, Map<String, String> settings) {
        return CerebriumFiles.of(Requests.detailed("cerebrium", model), settings(settings));
    }

    @Test
    void theFilesAreAsWrittenDown() throws IOException {
        Map<String, String> files = files("Qwen/Qwen3-0.6B", Map.of("image", "vllm/vllm-openai:v0.27.1"));

        assertThat(files.get("cerebrium.toml")).isEqualTo(Requests.golden("cerebrium/golden-cerebrium.toml"));
        assertThat(files.get("Dockerfile")).isEqualTo(Requests.golden("cerebrium/golden-Dockerfile"));
        assertThat(files.get("cli.yaml")).isEqualTo("project: p-1a2b3c4d\nskipversioncheck: true\n");
    }

    @Test
    void noModelNameIsEverACommand() {
        String dockerfile = files("x\"]\nRUN id # é", Map.of()).get("Dockerfile");

        assertThat(dockerfile.lines().filter(line -> line.startsWith("RUN"))).isEmpty();
        assertThat(dockerfile).contains("\"x\\\"]\\nRUN id # \\u00E9\"");
    }

    @Test
    void settingsThatAreMoreThanAWordAreRefused() {
        assertThatThrownBy(() -> files("m", Map.of("image", "a\nRUN id")))
                .hasMessage("skipjack.providers.cerebrium.image must be one word of letters, digits and ./:@_-");
        assertThat(new CerebriumProvider(settings(Map.of("region", "us \"")))
                        .plan(Requests.detailed("cerebrium", "m"))
                        .impossible())
                .contains("cerebrium.region must be one word");
    }

    @Test
    void someRegionsAreFoundOnlyWithTheirProvider() {
        assertThat(files("m", Map.of("region", "eu-north1")).get("cerebrium.toml"))
                .contains("region = \"eu-north1\"\nprovider = \"nebius\"\n\n[cerebrium.scaling]");
    }

    @Test
    void moreGpusThanAReplicaMayHaveAreRefused() {
        assertThat(CerebriumGpu.impossible(new GpuChoice("L4", 8)))
                .isEqualTo("Cerebrium gives a replica at most 4 L4, not 8; lower the count or choose a larger GPU");
        assertThat(CerebriumGpu.impossible(new GpuChoice("H200", 8))).isNull();
    }
}
