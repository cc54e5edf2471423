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
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One router's upstreams, its gossip, and a clock that stands until it is moved. */
final class TrafficStage {
    Instant now = FleetExamples.NOW;
    final HeardGossip gossip = new HeardGossip();
    final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> now);
    final TestServing serving = new TestServing(registry);
    final GossipTraffic peers;

    TrafficStage() {
        Retries retries = new Retries(RetryBudget.DEFAULT, new Admission(10));
        HoldSettings settings = new HoldSettings(10, Duration.ofSeconds(10), Duration.ofSeconds(1));
        peers = new GossipTraffic(
                gossip, registry, new HoldRequest(settings, registry, retries), new RouterName("router-1"));
        serving.take(FleetExamples.RACK);
    }

    FleetTraffic traffic(EngineKey key) {
        FleetSight sight = new FleetSight(Duration.ofSeconds(10), () -> 0, List.of());
        return new FleetTraffic(registry, serving.served(), key, peers, sight);
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

    void probedWell(int number) {
        registry.probed(entry(number), ProbeResult.HEALTHY, now);
    }
}
