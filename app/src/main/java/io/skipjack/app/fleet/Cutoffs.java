package io.skipjack.app.fleet;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas go, and when what runs on them is cut: kept until the store shows it, and told to routing. The fleet's
 * clock says when, and routing's may be another one that runs at another speed, so what is carried over is the time left.
 * Thread-safe.
 */
final class Cutoffs {
    /** Said again by the store each second, and never quite the same. */
    private static final Duration SAME = Duration.ofSeconds(1);
    /** What is further away than any drain may last is a mistake, and as good as this. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final UpstreamRegistry registry;
    private final InstantSource clock;
    private final UnaryOperator<Duration> real;
    /** By the registry's clock. */
    private final Map<ReplicaId, Instant> drained = new ConcurrentHashMap<>();

    /**
     * @param clock the fleet's
     * @param real how long in real time something takes that takes so long on it
     */
    Cutoffs(UpstreamRegistry registry, InstantSource clock, UnaryOperator<Duration> real) {
        this.registry = registry;
        this.clock = clock;
        this.real = real;
    }

    /** A replica drains by then; the real time left if that is news, to be told on, and null if it is known. */
    @Nullable
    Duration drain(ReplicaId replica, Instant by) {
        Duration left = left(by);
        Instant until = registry.now().plus(left);
        Instant known = drained.get(replica);
        if (known != null && !until.plus(SAME).isBefore(known)) {
            return null;
        }
        drained.merge(replica, until, (one, other) -> one.isBefore(other) ? one : other);
        mark(replica, until);
        return left;
    }

    /** Forgets all but these. */
    void retain(Set<ReplicaId> live) {
        drained.keySet().retainAll(live);
    }

    /** Tells routing what the store shows of a replica, what was said of it here, and what another router says. */
    void tell(Replica replica, @Nullable DrainingMark elsewhere) {
        if (replica.state() == ReplicaState.DRAINING) {
            Instant by = replica.drainBy();
            mark(replica.id(), by == null ? null : registry.now().plus(left(by)));
        }
        Interruption notice = replica.interruption();
        if (notice != null && notice.kind() == Interruption.Kind.END) {
            mark(replica.id(), registry.now().plus(left(notice.cutAt())));
        }
        Instant said = drained.get(replica.id());
        if (said != null) {
            mark(replica.id(), said);
        }
        if (elsewhere != null) {
            Duration left = elsewhere.left();
            mark(replica.id(), left == null ? null : registry.now().plus(left));
        }
    }

    private Duration left(Instant by) {
        Duration passing = Duration.between(clock.instant(), by);
        if (passing.isNegative()) {
            return Duration.ZERO;
        }
        return real.apply(passing.compareTo(LONGEST) < 0 ? passing : LONGEST);
    }

    private void mark(ReplicaId replica, @Nullable Instant by) {
        registry.setDraining(replica.deployment(), replica.toString(), by);
    }
}
