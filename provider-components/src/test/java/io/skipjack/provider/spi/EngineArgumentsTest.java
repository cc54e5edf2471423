package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.market.GpuChoice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineArgumentsTest {
    private static final Duration STOP = Duration.ofSeconds(100);

    private static List<String> of(EngineSpec spec, String gpu, int count) {
        return EngineArguments.of("Qwen/Qwen3-0.6B", spec, new GpuChoice(gpu, count), STOP);
    }

    @Test
    void isTunasCommandAndOurs() {
        assertThat(of(EngineSpec.DEFAULT, "L4", 1))
                .containsExactly(
                        "--model",
                        "Qwen/Qwen3-0.6B",
                        "--served-model-name",
                        "Qwen/Qwen3-0.6B",
                        "--host",
                        "0.0.0.0",
                        "--port",
                        "8000",
                        "--max-model-len",
                        "4096",
                        "--tensor-parallel-size",
                        "1",
                        "--shutdown-timeout",
                        "95",
                        "--enforce-eager",
                        "--allowed-media-domains",
                        "none");
    }

    @Test
    void splitsAModelOverAllGpusUnlessToldOtherwise() {
        assertThat(of(EngineSpec.DEFAULT, "L4", 4)).containsSequence("--tensor-parallel-size", "4");
        EngineSpec two = new EngineSpec(4096, 2, null, ColdStartMode.FAST_BOOT, List.of());
        assertThat(of(two, "L4", 4)).containsSequence("--tensor-parallel-size", "2");
    }

    @Test
    void aT4GetsHalfPrecisionUnlessTheUserSaysAnother() {
        assertThat(of(EngineSpec.DEFAULT, "T4", 1)).containsSequence("--dtype", "half");
        EngineSpec own = new EngineSpec(4096, 0, "awq", ColdStartMode.NO_FAST_BOOT, List.of("--dtype=float32"));
        assertThat(of(own, "T4", 1))
                .doesNotContain("half", "--enforce-eager")
                .containsSequence("--quantization", "awq")
                .endsWith("--dtype=float32");
    }

    @Test
    void theUsersMediaDomainsReplaceOurs() {
        EngineSpec own = new EngineSpec(
                4096, 0, null, ColdStartMode.FAST_BOOT, List.of("--allowed-media-domains", "example.com"));
        assertThat(of(own, "L4", 1))
                .endsWith("--allowed-media-domains", "example.com")
                .doesNotContain("none");
    }

    @Test
    void neverAsksForWhatNewerEnginesRefuse() {
        assertThat(of(EngineSpec.DEFAULT, "L4", 1)).doesNotContain("--disable-log-requests");
    }

    @Test
    void aModelThatIsAnOptionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EngineArguments.of("--trust-remote-code", EngineSpec.DEFAULT, new GpuChoice("L4", 1), STOP))
                .withMessage("model '--trust-remote-code' would be read as one of the engine's options");
    }
}
