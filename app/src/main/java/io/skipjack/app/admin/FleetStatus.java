package io.skipjack.app.admin;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.market.GpuChoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleets of one look into the store.
 *
 * @param snapshot what the store held
 * @param now when
 */
record FleetStatus(FleetSnapshot snapshot, Instant now) {

    /** Deployments that have live replicas or once had a fleet, also ones whose file is gone. */
    List<String> deployments() {
        List<String> names = new ArrayList<>();
        snapshot.states().forEach(state -> names.add(state.deployment()));
        snapshot.replicas().stream()
                .filter(replica -> replica.state().isLive())
                .forEach(replica -> names.add(replica.id().deployment()));
        return names.stream().distinct().toList();
    }

    /** @param spec null where the deployment asks for none any more */
    Map<String, Object> of(String deployment, @Nullable FleetSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (spec != null) {
            map.put(
                    "gpu",
                    spec.gpu().choices().stream().map(GpuChoice::toString).toList());
            map.put("min_replicas", spec.scaling().minReplicas());
            map.put("max_replicas", spec.scaling().maxReplicas());
        }
        FleetState state = snapshot.states().stream()
                .filter(known -> known.deployment().equals(deployment))
                .findFirst()
                .orElse(null);
        map.put("wanted", spec == null ? Integer.valueOf(0) : state == null ? null : Integer.valueOf(state.wanted()));
        map.put("reason", state == null ? null : state.scalingReason());
        map.put("launches", state == null ? null : launches(state.health()));
        List<Replica> replicas = snapshot.replicas().stream()
                .filter(replica -> replica.id().deployment().equals(deployment))
                .toList();
        map.put("live", live(replicas));
        map.put("dollars_per_hour", perHour(replicas).dollars());
        map.put(
                "replicas",
                replicas.stream()
                        .map(replica -> new ReplicaView(replica, now).map())
                        .toList());
        return map;
    }

    Money perHour() {
        return perHour(snapshot.replicas());
    }

    long live() {
        return live(snapshot.replicas());
    }

    private static Money perHour(List<Replica> replicas) {
        return replicas.stream().map(Replica::perHour).reduce(Money.ZERO, Money::plus);
    }

    private static long live(List<Replica> replicas) {
        return replicas.stream().filter(replica -> replica.state().isLive()).count();
    }

    private static Map<String, Object> launches(LaunchHealth health) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("failures", health.failures());
        map.put("not_before", text(health.notBefore()));
        map.put("halted", health.halted());
        map.put("spot_missing_since", text(health.spotMissingSince()));
        return map;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
