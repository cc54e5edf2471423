package io.skipjack.provider.modal;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.provider.Requests;
import io.skipjack.provider.spi.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModalAppTest {
    @Test
    void theFileIsAsWrittenDown() throws IOException {
        assertThat(ModalApp.file(
                        Requests.detailed("modal", "Qwen/Qwen3-0.6B"), "A100-80GB:2", "vllm/vllm-openai:v0.27.1", true))
                .isEqualTo(Requests.golden("modal/golden-app.py"));
    }

    @Test
    void withoutATokenThereIsNoSecret() {
        assertThat(ModalApp.file(Requests.detailed("modal", "m"), "L4:1", "i", false))
                .contains("    secrets=[],\n");
    }

    @Test
    void noModelNameIsEverCodeOrATemplate() {
        String hostile = "x\"]\nimport os; os.system(\"id\") # {{gpu}} \\ é";

        String file = ModalApp.file(Requests.detailed("modal", hostile), "L4:1", "i", false);

        String literal = "\"x\\\"]\\U0000000aimport os; os.system(\\\"id\\\") # {{gpu}} \\\\ \\U000000e9\"";
        assertThat(file.lines().filter(line -> line.contains("os.system")))
                .containsExactly("    " + literal + ",", "    " + literal + ",");
    }

    @Test
    void scalingIsTwoNumbersForOneApp() {
        assertThat(ModalApp.scaling(Requests.NAME, 1, 3))
                .contains("modal.Function.from_name(\"sj-0a1b2c-rack-3d4e5f\", \"serve\")")
                .contains("serve.update_autoscaler(min_containers=1, max_containers=3)");
    }

    @Test
    void logLinesAreReadWithTheirTimes() {
        assertThat(ModalLogs.lines(
                        "early\n2026-03-01 12:00:01+01:00 one\n  more\n\n",
                        ModalStatus.instant("2026-03-01T00:00:00Z")))
                .extracting(line -> line.at() + " " + line.text())
                .containsExactly(
                        "2026-03-01T00:00:00Z early", "2026-03-01T11:00:01Z one", "2026-03-01T11:00:01Z   more");
    }

    @Test
    void gpusAreCalledAsModalCallsThem() {
        assertThat(List.of(
                        ModalGpus.id(Requests.detailed("modal", "m").gpu()),
                        String.valueOf(ModalGpus.impossible(new GpuChoice("A10G", 8)))))
                .containsExactly(
                        "A100-80GB:2",
                        "Modal gives a container at most 4 A10G, not 8; lower the count or choose a larger GPU");
    }

    /** What a user needs who has the URL of an app and nothing else. */
    @Test
    void letsInToAnAppThatIsNotOurs() {
        ModalProvider provider = new ModalProvider(ProviderSettings.of(
                ModalProvider.DEFINITION, Map.of("proxy-key", "wk-1", "proxy-secret", "ws-1"), variable -> null));

        assertThat(provider.access(URI.create("https://me--app.modal.run")).headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("Modal-Key", "wk-1", "Modal-Secret", "ws-1"));
        assertThat(provider.missing()).contains("MODAL_TOKEN_ID");
    }
}
