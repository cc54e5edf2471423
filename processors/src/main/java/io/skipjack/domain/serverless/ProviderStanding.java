package io.skipjack.domain.serverless;

import io.skipjack.domain.market.GpuChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one provider has to offer for one deployment, as far as it is known without asking it.
 *
 * @param provider its name
 * @param missing what its settings lack, with the next step; null when nothing
 * @param gpus it sells
 * @param impossible why it cannot run the deployment on a GPU that it sells; those that it can are not in it
 * @param usualColdStart before it was ever measured
 * @param failures of it within the last hour; 0 or more
 * @param refusal of this very deployment, lately; null for none
 */
public record ProviderStanding(
        String provider,
        @Nullable String missing,
        List<String> gpus,
        Map<GpuChoice, String> impossible,
        Duration usualColdStart,
        int failures,
        @Nullable PastRefusal refusal) {
    public ProviderStanding {
        gpus = List.copyOf(gpus);
        impossible = Map.copyOf(impossible);
    }

    /**
     * That it would not have the deployment.
     *
     * @param at when
     * @param until when it is asked again; null where that is not known
     * @param reason its words
     */
    public record PastRefusal(Instant at, @Nullable Instant until, String reason) {}
}
