package io.skipjack.domain.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.FleetAction.Launch;
import io.skipjack.domain.market.CapacityType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is missing, and which of it may be launched now.
 *
 * <p>Missing is what lacks of the wanted number when only good replicas count, and of outdated ones all but the one that
 * is replaced next. Bounded by what may exist at once ({@link FleetSpec#mostReplicas}, of which every live replica takes a
 * place until its end is confirmed) and by how launches went: after one that never got ready a single one is tried at a
 * time, so that a deployment that cannot start costs one instance, not all.
 */
final class Launches {
    /** After which the last word on spot is old news; a refused try costs nothing. */
    private static final Duration SPOT_AGAIN = Duration.ofMinutes(15);
    /** While the news is old, spot and on demand are asked for by turns of so many seconds: neither blocks the other. */
    private static final long TURN_SECONDS = 30;

    private final FleetView view;
    private final FleetSpec spec;
    private final Triage triage;
    private final FleetTiming timing;
    private final int wanted;
    private final int missing;

    Launches(FleetView view, FleetSpec spec, Triage triage, FleetTiming timing) {
        this.view = view;
        this.spec = spec;
        this.triage = triage;
        this.timing = timing;
        this.wanted = Math.min(view.state().wanted(), spec.scaling().maxReplicas());
        int kept = Math.max(0, triage.outdated().size() - 1);
        int lacking = Math.max(0, wanted - kept) - triage.good().size();
        this.missing = Math.max(0, Math.max(lacking, base() - onDemand()));
    }

    List<FleetAction> actions(Instant now) {
        if (!isPermitted(now)) {
            return List.of();
        }
        List<FleetAction> actions = new ArrayList<>();
        int onDemand = onDemand();
        int many = Math.min(Math.min(missing, room()), mostAtOnce());
        for (int i = 0; i < many; i++) {
            CapacityType type = onDemand < base() || fallsBack(now) ? CapacityType.ON_DEMAND : CapacityType.SPOT;
            onDemand += type == CapacityType.ON_DEMAND ? 1 : 0;
            actions.add(new Launch(number(i), type, reason(type)));
        }
        if (missing == 0 && triesSpotAgain(now)) {
            actions.add(new Launch(number(0), CapacityType.SPOT, "trying spot again, on demand costs more"));
        }
        return actions;
    }

    /** Whether replacements are due for which there is no place and will be none by itself. */
    boolean isCrampedForReplacement(Instant now) {
        boolean settled = triage.live().size() == triage.coming().size()
                && triage.good().stream().allMatch(Replica::isServing);
        return settled && missing > 0 && room() <= 0 && !triage.outdated().isEmpty() && isPermitted(now);
    }

    int wanted() {
        return wanted;
    }

    /** Of the wanted ones, how many are to be on demand. */
    int base() {
        return Math.min(spec.baseOnDemandReplicas(), wanted);
    }

    /** Replicas bought on demand for want of spot, that serve. */
    int standIns() {
        if (spec.onDemandFallbackAfter() == null) {
            return 0;
        }
        long serving = triage.good().stream()
                .filter(replica -> replica.capacityType() == CapacityType.ON_DEMAND && replica.isServing())
                .count();
        return Math.max(0, (int) serving - base());
    }

    private int onDemand() {
        return (int) triage.good().stream()
                .filter(replica -> replica.capacityType() == CapacityType.ON_DEMAND)
                .count();
    }

    private int room() {
        return spec.mostReplicas() - triage.live().size();
    }

    /** In the turn that finds a failure the pause after it has not begun, and must not be slipped past. */
    private boolean isPermitted(Instant now) {
        return !view.revisionTried() || (view.state().health().permits(timing, now) && !triage.hasNewFailure());
    }

    private int mostAtOnce() {
        if (!view.revisionTried() || view.state().health().failures() == 0) {
            return Integer.MAX_VALUE;
        }
        int booting = (int) triage.good().stream()
                .filter(replica -> replica.state() != ReplicaState.READY)
                .count();
        return Math.max(0, 1 - booting);
    }

    private boolean fallsBack(Instant now) {
        Duration after = spec.onDemandFallbackAfter();
        Instant since = view.state().health().spotMissingSince();
        return after != null && since != null && Ages.reached(since, after, now) && !isSpotsTurn(now);
    }

    /** Back to spot: a surplus replica is launched there, and what stands in for it then goes as the dearest. */
    private boolean triesSpotAgain(Instant now) {
        boolean oneIsOnItsWay = triage.good().size() > wanted;
        return standIns() > 0 && !oneIsOnItsWay && room() > 0 && isSpotsTurn(now);
    }

    private boolean isSpotsTurn(Instant now) {
        Instant last = lastSpotTry();
        boolean old = last == null || Ages.reached(last, SPOT_AGAIN, now);
        return old && Math.floorMod(now.getEpochSecond() / TURN_SECONDS, 2) == 0;
    }

    private @Nullable Instant lastSpotTry() {
        return view.replicas().stream()
                .filter(replica -> replica.capacityType() == CapacityType.SPOT)
                .map(replica -> replica.intent().at())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private ReplicaId number(int next) {
        return new ReplicaId(view.deployment(), view.nextNumber() + next);
    }

    private String reason(CapacityType type) {
        String kind = type == CapacityType.ON_DEMAND && base() <= onDemand() ? "; no spot to be had for too long" : "";
        return "%d wanted, %d there, %d at risk, %d out of date%s"
                .formatted(
                        wanted,
                        triage.good().size(),
                        triage.risky().size(),
                        triage.outdated().size(),
                        kind);
    }
}
