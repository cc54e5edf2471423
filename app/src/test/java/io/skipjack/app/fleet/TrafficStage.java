package io.skipjack.app.fleet;

import io.skipjack.app.inference.TestServing;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.ProbeResult;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.HoldSettings;
import io.skipjack.processors.inference.Leaving;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One router's upstreams, its gossip, and clocks that stand until they are moved: the fleet's is far ahead, and faster. */
final class TrafficStage {
    static final int SPEED = 10;

    Instant now = FleetExamples.NOW.minus(Duration.ofDays(3));
    final Instant fleetNow = FleetExamples.NOW;
    final HeardGossip gossip = new HeardGossip();
    final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> now);
    final TestServing serving = new TestServing(registry);
    final GossipTraffic peers;

    TrafficStage() {
        Retries retries = new Retries(RetryBudget.DEFAULT, new Admission(10));
        HoldSettings settings = new HoldSettings(10, Duration.ofSeconds(10), Duration.ofSeconds(1));
        peers = new GossipTraffic(
                gossip,
                registry,
                new HoldRequest(settings, registry, retries, System::nanoTime),
                new RouterName("router-1"));
        serving.take(FleetExamples.RACK);
    }

    FleetTraffic traffic(EngineKey key) {
        FleetSight sight = new FleetSight(Duration.ofSeconds(10), () -> 0, List.of());
        Cutoffs cutoffs = new Cutoffs(registry, () -> fleetNow, passing -> passing.dividedBy(SPEED));
        return new FleetTraffic(registry, cutoffs, serving.served(), key, peers, sight);
    }

    UpstreamEntry entry(int number) {
        return Objects.requireNonNull(
                registry.entry("rack", Tier.SPOT, FleetExamples.id(number).toString()));
    }

    List<String> offered() {
        return registry.entries("rack", Tier.SPOT).stream()
                .map(UpstreamEntry::id)
                .toList();
    }

    /** Until what runs on it is cut, in real time. */
    @Nullable
    Duration left(int number) {
        Leaving leaving = entry(number).leaving();
        Instant by = leaving == null ? null : leaving.departure().by();
        return by == null ? null : Duration.between(now, by);
    }

    void probedWell(int number) {
        registry.probed(entry(number), ProbeResult.HEALTHY, now);
    }
}
