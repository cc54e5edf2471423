package io.skipjack.app.watching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of replicas, from what one look into the store shows that the one before did not: the store keeps
 * ended replicas for days, so nothing that happened is missed. Not counted where it is decided, because leaders change and
 * their counts would end with them; so each router counts the same, and one takes the highest, not the sum. What the first
 * look shows was there before this router was. Not for several threads at once.
 */
public final class FleetCounters implements Consumer<FleetSnapshot> {
    private static final String DEPLOYMENT = "skipjack.deployment";
    private static final Duration[] BOOTS = seconds(5, 10, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900);

    private final MeterRegistry registry;
    private Map<ReplicaId, Replica> before = Map.of();
    private boolean begun;

    public FleetCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void accept(FleetSnapshot fleets) {
        Map<ReplicaId, Replica> now = new HashMap<>();
        fleets.states().forEach(state -> showZeros(state.deployment()));
        for (Replica replica : fleets.replicas()) {
            now.put(replica.id(), replica);
            if (begun) {
                count(before.get(replica.id()), replica);
            }
        }
        before = now;
        begun = true;
    }

    /** A counter that appears with its first event shows no increase: all are there from the beginning. */
    private void showZeros(String deployment) {
        for (String outcome : new String[] {"launched", "refused"}) {
            launches(deployment, outcome);
        }
        for (boolean notice : new boolean[] {true, false}) {
            interruptions(deployment, notice);
        }
        for (EndReason reason : EndReason.values()) {
            ended(deployment, reason);
        }
        boots(deployment);
    }

    private void count(@Nullable Replica was, Replica is) {
        String deployment = is.id().deployment();
        if (is.lease() != null && (was == null || was.lease() == null)) {
            launches(deployment, "launched").increment();
        }
        boolean interruptedBefore = was != null && (noticed(was) || vanished(was));
        if (!interruptedBefore && (noticed(is) || vanished(is))) {
            interruptions(deployment, noticed(is)).increment();
        }
        if (is.readyAt() != null && (was == null || was.readyAt() == null)) {
            boots(deployment).record(Duration.between(is.intent().at(), is.readyAt()));
        }
        EndReason reason = is.endReason();
        boolean endedBefore = was != null && was.state() == ReplicaState.ENDED;
        if (is.state() == ReplicaState.ENDED && !endedBefore && reason != null) {
            ended(deployment, reason).increment();
            if (reason == EndReason.REFUSED) {
                launches(deployment, "refused").increment();
            }
        }
    }

    private static boolean noticed(Replica replica) {
        Interruption notice = replica.interruption();
        return notice != null && notice.kind() == Interruption.Kind.END;
    }

    private static boolean vanished(Replica replica) {
        return replica.endReason() == EndReason.INTERRUPTED || replica.endReason() == EndReason.LOST;
    }

    private Counter launches(String deployment, String outcome) {
        return Counter.builder("skipjack.launches")
                .description("Launches by what the provider made of them")
                .tags(DEPLOYMENT, deployment, "skipjack.outcome", outcome)
                .register(registry);
    }

    private Counter interruptions(String deployment, boolean notice) {
        return Counter.builder("skipjack.interruptions")
                .description("Replicas that the provider took back, with notice or without a word")
                .tags(DEPLOYMENT, deployment, "skipjack.notice", notice ? "yes" : "no")
                .register(registry);
    }

    private Counter ended(String deployment, EndReason reason) {
        return Counter.builder("skipjack.replicas.ended")
                .description("Replicas that have ended, by reason")
                .tags(DEPLOYMENT, deployment, "skipjack.reason", reason.label())
                .register(registry);
    }

    private Timer boots(String deployment) {
        return Timer.builder("skipjack.replica.boot")
                .description("From the launch of a replica until its engine answered")
                .serviceLevelObjectives(BOOTS)
                .tags(DEPLOYMENT, deployment)
                .register(registry);
    }

    private static Duration[] seconds(int... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofSeconds(values[i]);
        }
        return durations;
    }
}
