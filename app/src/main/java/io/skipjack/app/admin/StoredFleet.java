package io.skipjack.app.admin;

import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.processors.admin.FleetSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replicas and leases as the store holds them now.
 *
 * @param store of the fleet
 * @param clock for ages
 */
record StoredFleet(FleetStore store, InstantSource clock) implements FleetSource {

    @Override
    public Map<String, Object> replicas(@Nullable String deployment) {
        Instant now = clock.instant();
        List<Map<String, Object>> shown = all().filter(replica ->
                        deployment == null || replica.id().deployment().equals(deployment))
                .map(replica -> {
                    Map<String, Object> map = new ReplicaView(replica, now).map();
                    map.put("deployment", replica.id().deployment());
                    return map;
                })
                .toList();
        return Map.of("replicas", shown);
    }

    @Override
    public Map<String, Object> leases() {
        return Map.of(
                "leases",
                all().flatMap(replica ->
                                replica.lease() == null ? Stream.of() : Stream.of(lease(replica, replica.lease())))
                        .toList());
    }

    private Stream<Replica> all() {
        return store.snapshot().replicas().stream();
    }

    private static Map<String, Object> lease(Replica replica, Lease lease) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", lease.id());
        map.put("replica", replica.id().toString());
        map.put("deployment", replica.id().deployment());
        map.put("provider", lease.offer().provider());
        map.put("region", lease.offer().region());
        map.put("zone", lease.offer().zone());
        map.put("shape", lease.offer().shape());
        map.put("gpu", lease.offer().gpu() + ":" + lease.offer().gpuCount());
        map.put("capacity", lease.offer().capacityType().label());
        map.put("dollars_per_hour", lease.perHour().dollars());
        map.put("launched_at", lease.launchedAt().toString());
        LeaseEnd end = lease.end();
        map.put("ended_at", end == null ? null : end.at().toString());
        map.put("ended_by_provider", end == null ? null : end.byProvider());
        map.put("end_is_said", end == null ? null : end.said());
        map.put(
                "end_reason",
                replica.endReason() == null ? null : replica.endReason().label());
        return map;
    }
}
