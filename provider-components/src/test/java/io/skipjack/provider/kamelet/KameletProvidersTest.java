package io.skipjack.provider.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.provider.spi.ProviderKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a provider by YAML from its file alone, and what is found wrong with such a file. */
class KameletProvidersTest {
    private static final String FILE = "provider-bentocloud.kamelet.yaml";

    @TempDir
    private Path kamelets;

    @Test
    void theShippedOnesAreFoundWithTheirSettings() throws IOException {
        KameletDefinition bentocloud = KameletProviders.in(KameletStage.SHIPPED).getFirst();

        assertThat(bentocloud.name()).isEqualTo("bentocloud");
        assertThat(bentocloud.title()).isEqualTo("BentoCloud");
        assertThat(bentocloud.keys())
                .extracting(ProviderKey::name)
                .containsExactlyInAnyOrder(
                        "api-key",
                        "bento",
                        "service",
                        "environment-from",
                        "cluster",
                        "scale-down",
                        "endpoint",
                        "inference-domains");
        assertThat(bentocloud.keys())
                .filteredOn(ProviderKey::isSecret)
                .extracting(ProviderKey::environment)
                .containsExactly("BENTO_CLOUD_API_KEY");
        assertThat(bentocloud.required()).containsExactlyInAnyOrder("api-key", "bento", "service");
        assertThat(bentocloud.gpus().shape(new GpuChoice("L4", 1))).isEqualTo("gpu.l4.1");
        assertThat(bentocloud.coldStart()).isEqualTo(Duration.ofMinutes(3));
        assertThat(bentocloud.billing()).isEqualTo(BillingRule.BY_SECOND);
        assertThat(bentocloud.limits()).isEqualTo(UpstreamLimits.NONE);
    }

    @Test
    void otherKameletsAreLeftAloneAndNoFolderIsNone() throws IOException {
        Files.writeString(kamelets.resolve("upstream-sink.kamelet.yaml"), "kind: Kamelet");

        assertThat(KameletProviders.in(kamelets)).isEmpty();
        assertThat(KameletProviders.in(kamelets.resolve("nowhere"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "== 'warm' | == 'find' | the operation warm is missing",
                "== 'delete' | == 'destroy' | there is no operation destroy",
                "{{bento}} | {{bentoo}} | there is no {{bentoo}}; there are apiKey, bento",
                "${variable.name} | ${variable.nmae} | there is no ${variable.nmae}; there are operation, name",
                "variable.json[model] | variable.json[modell] | there is no ${variable.json[modell]}",
                "name: status | name: state | the variable status is missing",
                "name: memo | name: note | the variable memo is missing",
                "ref: providerApi | ref: providerAPI | no step makes the call: - bean: { ref: providerApi",
                "kind: Kamelet | kind: Camelet | it needs kind: Kamelet",
                "name: provider-bentocloud | name: provider-bento | metadata.name must be provider-bentocloud",
                "endpoint: | url: | the property endpoint is missing",
                "[apiKey, bento | [apiKey, bentoo | required names [bentoo], which is no property",
                "running=ready | running=red | skipjack/phases: red is none of",
                "running=ready | running | 'running' must be like a=b",
                "T4=gpu.t4.1 | T4:x=gpu.t4.1 | a GPU is written like L4 or H100:2",
                "cold-start: 3m | cold-start: soon | skipjack/cold-start must be a duration",
                "granularity=1s | granularity=0s | skipjack/billing: a granularity is above 0",
                "granularity=1s | begun=1s | skipjack/billing: begun is none of [granularity, minimum]",
                "skipjack/absent | skipjack/gone | there is no annotation skipjack/gone",
                "format: password | 'format: password, default: x' | it is no YAML in line",
            })
    void aBrokenFileIsSaidWithItsNameInOneSentence(String right, String wrong, String said) throws IOException {
        String text = Files.readString(KameletStage.SHIPPED.resolve(FILE));
        assertThat(text).contains(right);
        // all of one operation or variable, so that nothing of the right one stays
        Files.writeString(
                kamelets.resolve(FILE),
                text.replace("'access,warm'", "'access'").replace(right, wrong).replace("'access'", access(right)));

        assertThatThrownBy(() -> KameletProviders.in(kamelets))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(kamelets.getFileName() + "/" + FILE + ": ")
                .contains(said)
                .doesNotContain("\n", "Exception");
    }

    /** Whether the operation in question is also asked for with another. */
    private static String access(String right) {
        return right.contains("warm") ? "'access'" : "'access,warm'";
    }

    @Test
    void whatIsChargedIsRoundedAsItsFileSaysAndToSecondsWithoutAWord() throws IOException {
        assertThat(billing("granularity=1m minimum=2m"))
                .isEqualTo(new BillingRule(Duration.ofMinutes(1), Duration.ofMinutes(2)));
        assertThat(billing("minimum=10s")).isEqualTo(new BillingRule(Duration.ofSeconds(1), Duration.ofSeconds(10)));
        assertThat(billing("")).isEqualTo(BillingRule.BY_SECOND);
    }

    private BillingRule billing(String said) throws IOException {
        String text = Files.readString(KameletStage.SHIPPED.resolve(FILE));
        String line = said.isEmpty() ? "" : "    skipjack/billing: " + said + "\n";
        Files.writeString(kamelets.resolve(FILE), text.replaceFirst("    skipjack/billing: .*\\n", line));
        return KameletProviders.in(kamelets).getFirst().billing();
    }

    @Test
    void aSecretHasNoDefault() throws IOException {
        String text = Files.readString(KameletStage.SHIPPED.resolve(FILE));
        Files.writeString(
                kamelets.resolve(FILE),
                text.replace("        format: password", "        format: password\n        default: abcdef"));

        assertThatThrownBy(() -> KameletProviders.in(kamelets))
                .message()
                .contains("the property apiKey is a secret")
                .doesNotContain("abcdef");
    }

    @Test
    void anEmptyFileIsSaid() throws IOException {
        Files.writeString(kamelets.resolve(FILE), "");

        assertThatThrownBy(() -> KameletProviders.in(kamelets)).message().contains("it needs kind: Kamelet");
    }
}
