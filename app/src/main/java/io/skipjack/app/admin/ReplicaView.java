package io.skipjack.app.admin;

import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replica as operators see it: where it is, how long each step of its boot took, what it costs and why. Without its
 * address, which nobody needs who does not hold the engine key.
 *
 * @param replica as the store keeps it
 * @param now the end of what still goes on
 */
record ReplicaView(Replica replica, Instant now) {
    private static final double MILLIS = 1e3;

    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", replica.id().toString());
        map.put("state", replica.state().label());
        map.put("since", replica.since().toString());
        map.put("age_seconds", seconds(replica.intent().at(), end()));
        map.put("steps", steps());
        putOffer(map);
        map.put("revision", replica.revision());
        map.put("ready_at", text(replica.readyAt()));
        map.put("drain_by", text(replica.drainBy()));
        map.put(
                "end_reason",
                replica.endReason() == null ? null : replica.endReason().label());
        map.put("ended_at", text(replica.endedAt()));
        map.put("reason", replica.reason());
        map.put("interruption", interruption(replica.interruption()));
        map.put("failure", replica.host().failure());
        map.put("last_contact", text(replica.host().lastContact()));
        return map;
    }

    /** What was bought, or what is asked for first while nothing is known to be. */
    private void putOffer(Map<String, Object> map) {
        Lease lease = replica.lease();
        Offer offer = lease == null ? replica.intent().offers().getFirst().offer() : lease.offer();
        map.put("provider", offer.provider());
        map.put("lease", lease == null ? null : lease.id());
        map.put("shape", offer.shape());
        map.put("gpu", offer.gpu() + ":" + offer.gpuCount());
        map.put("zone", offer.zone());
        map.put("capacity", offer.capacityType().label());
        map.put("dollars_per_hour", lease == null ? null : lease.perHour().dollars());
        map.put("attempt", replica.intent().attempt());
    }

    /** The steps reached so far, in order; the last one goes on unless it is the end of the boot, or the replica has ended. */
    private List<Map<String, Object>> steps() {
        List<Map.Entry<BootPhase, Instant>> reached = new ArrayList<>(times().entrySet());
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < reached.size(); i++) {
            boolean last = i == reached.size() - 1;
            BootPhase phase = reached.get(i).getKey();
            Instant from = reached.get(i).getValue();
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("step", phase.label());
            step.put("at", from.toString());
            step.put(
                    "seconds",
                    phase == BootPhase.READY
                            ? null
                            : seconds(from, last ? end() : reached.get(i + 1).getValue()));
            steps.add(step);
        }
        return steps;
    }

    /** A machine without a word from its agent still runs since the provider says so. */
    private Map<BootPhase, Instant> times() {
        Map<BootPhase, Instant> times = new EnumMap<>(BootPhase.class);
        times.put(BootPhase.REQUESTED, replica.intent().at());
        times.putAll(replica.host().phases());
        if (replica.readyAt() != null) {
            times.put(BootPhase.READY, replica.readyAt());
        }
        if (replica.state() == ReplicaState.STARTING) {
            times.putIfAbsent(BootPhase.RUNNING, replica.since());
        }
        return times;
    }

    private Instant end() {
        return Objects.requireNonNullElse(replica.endedAt(), now);
    }

    private static @Nullable Map<String, Object> interruption(@Nullable Interruption notice) {
        if (notice == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", notice.kind() == Interruption.Kind.END ? "end" : "risk");
        map.put("noticed_at", notice.noticedAt().toString());
        map.put("deadline", text(notice.deadline()));
        return map;
    }

    /** Never below 0: the clocks of a machine and of the router are two. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / MILLIS;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
