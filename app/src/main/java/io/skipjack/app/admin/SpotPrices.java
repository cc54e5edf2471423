package io.skipjack.app.admin;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spot and on-demand prices of GPUs that no fleet needs, asked for when somebody wants to see them and kept for a while.
 * What fleets need is polled by the routes. Safe for many threads.
 */
final class SpotPrices {
    /** Of one machine: most GPUs are sold one at a time, the largest eight at a time only. */
    private static final List<Integer> COUNTS = List.of(1, 8);

    private static final int MOST_CHOICES = 16;
    private static final Duration KEPT = Duration.ofMinutes(5);
    /** A provider without a credential takes seconds to say so. */
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

    private final Provider provider;
    private final List<String> regions;
    private final InstantSource clock;
    private final Map<List<String>, Asked> asked = new ConcurrentHashMap<>();

    /**
     * What came of asking.
     *
     * @param quotes empty after a failure
     * @param problem one sentence; empty when there was none
     */
    record Asked(List<PriceQuote> quotes, String problem, Instant at) {}

    SpotPrices(Provider provider, List<String> regions, InstantSource clock) {
        this.provider = provider;
        this.regions = List.copyOf(regions);
        this.clock = clock;
    }

    /** @param gpus by their names in the catalog */
    Asked of(List<String> gpus) {
        Asked known = asked.get(gpus);
        if (known != null && isFresh(known)) {
            return known;
        }
        Asked now = ask(gpus);
        asked.put(gpus, now);
        return now;
    }

    private boolean isFresh(Asked known) {
        Duration kept = known.problem().isEmpty() ? KEPT : FAILURE_KEPT;
        return known.at().plus(kept).isAfter(clock.instant());
    }

    private Asked ask(List<String> gpus) {
        List<GpuChoice> choices = new ArrayList<>();
        gpus.forEach(gpu -> COUNTS.forEach(count -> choices.add(new GpuChoice(gpu, count))));
        List<PriceQuote> quotes = new ArrayList<>();
        try {
            for (int i = 0; i < choices.size(); i += MOST_CHOICES) {
                quotes.addAll(provider.quote(need(choices.subList(i, Math.min(choices.size(), i + MOST_CHOICES)))));
            }
            return new Asked(List.copyOf(quotes), "", clock.instant());
        } catch (ProviderUnavailableException failure) {
            return new Asked(
                    List.of(),
                    "no prices of %s: %s; see: skipjack check --provider aws"
                            .formatted(provider.name(), failure.getMessage()),
                    clock.instant());
        }
    }

    private FleetSpec need(List<GpuChoice> choices) {
        ScalingPolicy scaling = ScalingPolicy.DEFAULT;
        return new FleetSpec(
                new GpuNeed(choices),
                EngineSpec.DEFAULT,
                new Placement(provider.name(), regions, List.of()),
                scaling,
                0,
                0,
                null,
                null);
    }
}
