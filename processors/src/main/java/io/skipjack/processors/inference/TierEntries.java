package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.EjectionCap;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RoutingPolicies;
import io.skipjack.domain.routing.RoutingPolicy;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamHealth;
import io.skipjack.domain.routing.UpstreamPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of one tier of one deployment. Their list never changes; a new configuration makes a new one of these. */
final class TierEntries {
    private final List<UpstreamEntry> entries;
    private final Map<String, UpstreamEntry> byId;
    private final RoutingPolicy routingPolicy;
    private final AtomicLong sequence;

    private TierEntries(List<UpstreamEntry> entries, RoutingPolicy routingPolicy, AtomicLong sequence) {
        this.entries = List.copyOf(entries);
        this.routingPolicy = routingPolicy;
        this.sequence = sequence;
        Map<String, UpstreamEntry> ids = HashMap.newHashMap(entries.size());
        entries.forEach(entry -> ids.put(entry.id(), entry));
        this.byId = Map.copyOf(ids);
    }

    /**
     * Entries for a spec, taking over those of the previous ones with the same URL: first with the same id as well, then
     * whatever the id, because default ids shift when an upstream is struck from the list.
     *
     * @throws IllegalArgumentException if the spec names an unknown routing policy
     */
    static TierEntries of(UpstreamEntry.DeploymentTier place, TierSpec spec, @Nullable TierEntries previous) {
        RoutingPolicy policy = RoutingPolicies.named(spec.routingPolicy());
        List<UpstreamEntry> old = previous == null ? new ArrayList<>() : new ArrayList<>(previous.entries);
        List<UpstreamSpec> specs = spec.upstreams();
        @Nullable UpstreamEntry[] kept = new UpstreamEntry[specs.size()];
        for (int i = 0; i < kept.length; i++) {
            UpstreamSpec wanted = specs.get(i);
            kept[i] = take(
                    old, entry -> entry.uri().equals(wanted.uri()) && entry.id().equals(wanted.id()));
        }
        List<UpstreamEntry> entries = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            UpstreamSpec wanted = specs.get(i);
            UpstreamEntry same =
                    kept[i] != null ? kept[i] : take(old, entry -> entry.uri().equals(wanted.uri()));
            UpstreamEntry entry = same != null ? same : new UpstreamEntry(place, wanted, spec.maxInFlightPerUpstream());
            entry.configure(wanted, spec.maxInFlightPerUpstream());
            entries.add(entry);
        }
        return new TierEntries(entries, policy, previous == null ? new AtomicLong() : previous.sequence);
    }

    private static @Nullable UpstreamEntry take(List<UpstreamEntry> entries, Predicate<UpstreamEntry> wanted) {
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.test(entries.get(i))) {
                return entries.remove(i);
            }
        }
        return null;
    }

    List<UpstreamEntry> entries() {
        return entries;
    }

    @Nullable
    UpstreamEntry entry(String id) {
        return byId.get(id);
    }

    RoutingPolicy routingPolicy() {
        return routingPolicy;
    }

    long nextSequence() {
        return sequence.getAndIncrement();
    }

    List<UpstreamHealth> healths() {
        UpstreamHealth[] healths = new UpstreamHealth[entries.size()];
        for (int i = 0; i < healths.length; i++) {
            healths[i] = entries.get(i).health();
        }
        return Arrays.asList(healths);
    }

    UpstreamPool pool(HealthPolicy policy, Instant now) {
        List<UpstreamHealth> healths = healths();
        boolean[] ejected = EjectionCap.honoured(healths, now, policy.ejection());
        Upstream[] upstreams = new Upstream[ejected.length];
        for (int i = 0; i < upstreams.length; i++) {
            UpstreamHealth health = healths.get(i);
            double weight = policy.slowStart().weight(health.servingSince(), now);
            upstreams[i] = entries.get(i).look(health.available(now) && !ejected[i], weight, now);
        }
        return new UpstreamPool(List.of(upstreams), now);
    }
}
