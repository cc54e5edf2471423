package io.skipjack.provider.cloudrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's own sentences, as users met them. */
class CloudRunRefusalsTest {
    private final CloudRunRefusals refusals =
            new CloudRunRefusals(new CloudRunSettings("project", "us-central1", "", false, "", "", "", ""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            QUOTA    | Quota violated: CpuAllocPerProjectRegion requested: 60000 allowed: 20000
            QUOTA    | Consider a region with greater capacity. Quota violated: MemAllocPerProjectRegion requested: 8 allowed: 4
            QUOTA    | Quota exceeded for total allowable count of GPUs per project per region.
            CAPACITY | The region us-central1 does not have enough resources available to fulfill the request.
            FATAL    | The user-provided container failed to start and listen on the port defined
            """)
    void wordsTellWhatARefusalMeans(Refusal.Kind kind, String words) {
        Refusal refusal = refusals.of("code 8", words).refusal();

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.message()).startsWith(words);
    }

    @Test
    void tooManyCallsPassByThemselves() {
        ProviderUnavailableException throttled =
                new ProviderUnavailableException("calling cloudrun, HTTP 429: Quota exceeded"
                        + " for quota metric 'Write requests' and limit 'Write requests per minute per region'");

        assertThatThrownBy(() -> refusals.of(throttled)).isSameAs(throttled);
    }

    @Test
    void tooManyGpusDoNot() throws Exception {
        ProviderUnavailableException used =
                new ProviderUnavailableException("calling cloudrun, HTTP 429: Quota violated:"
                        + " NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion requested: 1 allowed: 0");

        assertThat(refusals.of(used).refusal().kind()).isEqualTo(Refusal.Kind.QUOTA);
    }
}
