package io.skipjack.processors.fleet;

import io.skipjack.domain.event.ReplicaNews;
import io.skipjack.domain.fleet.Avoidance;
import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetTiming;
import io.skipjack.domain.fleet.Replica;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes a replica's step down, notes what operators are to know of it, and what it teaches about the next launch: whether to pause, and which offers to
 * leave alone.
 */
final class Lessons {
    private static final Set<EndReason> TAKEN = EnumSet.of(EndReason.INTERRUPTED, EndReason.LOST);

    private final FleetControl control;

    Lessons(FleetControl control) {
        this.control = control;
    }

    /** @return whether there was a step at all */
    boolean keep(Replica before, Replica after, Instant now) {
        if (after.equals(before)) {
            return false;
        }
        control.store().save(control.epoch(), after);
        ReplicaNews.between(before, after).forEach(control.events()::note);
        learn(before, after, now);
        return true;
    }

    private void learn(Replica before, Replica after, Instant now) {
        FleetTiming timing = control.settings().timing();
        control.changeHealth(before.id().deployment(), health -> health.afterStep(before, after, timing, now));
        boolean going = before.endReason() == null && after.endReason() != null;
        if (going && TAKEN.contains(after.endReason())) {
            avoid(Avoidance.ofInterrupted(after, timing, now));
        }
    }

    void avoid(Collection<AvoidedOffer> offers) {
        control.store().avoid(control.epoch(), offers);
    }
}
