package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do about an endpoint that is there as wanted: it keeps no workers while spot serves by itself; a worker is
 * started once for each interruption notice that leaves spot too few, and for the very first time while nothing else
 * serves, so that the first request meets a warm one and its cold start is known; and it is looked at. Notices come
 * first: they leave two minutes. A call that keeps failing keeps none of the others from being made.
 */
final class EndpointUpkeep {
    private final EndpointView view;
    private final EndpointTiming timing;
    private final Instant now;

    EndpointUpkeep(EndpointView view, EndpointTiming timing, Instant now) {
        this.view = view;
        this.timing = timing;
        this.now = now;
    }

    @Nullable
    EndpointAction next(EndpointRecord record, EndpointView.Wanted wanted) {
        ServerlessScaling scaling = wanted.spec().scaling();
        int workers = view.spot().isEnough() ? 0 : scaling.workersMin();
        Set<ReplicaId> unanswered = unanswered(record);
        if (!unanswered.isEmpty()) {
            return new EndpointAction.Warm(record, unanswered, "spot loses " + unanswered);
        }
        boolean troubled = record.failures() > 0 && isLookDue(record);
        if (record.workersMin() != workers && !troubled) {
            return new EndpointAction.Scale(
                    record,
                    workers,
                    scaling.workersMax(),
                    view.spot().isEnough() ? "spot serves by itself" : "spot does not serve enough");
        }
        if (isNew(record)) {
            return new EndpointAction.Warm(record, Set.of(), "its first start, and spot has nothing ready");
        }
        return isLookDue(record) ? new EndpointAction.Look(record, "time to look") : null;
    }

    /** Of several endpoints the first is warmed: it is what requests are sent to. */
    private Set<ReplicaId> unanswered(EndpointRecord record) {
        SpotStanding spot = view.spot();
        if (spot.ready() >= spot.wanted() || !isFirst(record)) {
            return Set.of();
        }
        Set<ReplicaId> unanswered = new HashSet<>(spot.noticed());
        unanswered.removeAll(view.memory(record.id()).warmedFor());
        return unanswered;
    }

    private boolean isFirst(EndpointRecord record) {
        return WantedEndpoints.of(view).stream()
                .map(target -> view.at(target.provider()))
                .filter(other -> other != null && other.state() == EndpointState.DEPLOYED)
                .findFirst()
                .filter(record::equals)
                .isPresent();
    }

    private boolean isNew(EndpointRecord record) {
        return record.sight() == null
                && record.wokenAt() == null
                && record.failures() == 0
                && view.spot().ready() == 0;
    }

    private boolean isLookDue(EndpointRecord record) {
        Instant last = view.memory(record.id()).lookedAt();
        return last == null || isOnItsWay(record) || !now.isBefore(last.plus(timing.statusInterval()));
    }

    private static boolean isOnItsWay(EndpointRecord record) {
        EndpointSight sight = record.sight();
        return sight == null
                || record.wokenAt() != null
                || sight.phase() == EndpointPhase.DEPLOYING
                || sight.phase() == EndpointPhase.STARTING;
    }
}
