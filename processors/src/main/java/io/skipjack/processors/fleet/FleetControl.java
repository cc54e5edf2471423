package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What every step of the control loops works with: the store, the right to write to it, what is wanted, and the time.
 * Safe for many threads.
 */
public final class FleetControl {
    private final FleetStore store;
    private final LeaderEpoch leader;
    private final FleetDeployments deployments;
    private final FleetSettings settings;
    private final InstantSource clock;
    private final EventBook events;
    /** The loops run side by side, and a replica is read, moved on and saved: two at once would undo each other's step. */
    private final ReentrantLock turn = new ReentrantLock();

    public FleetControl(
            FleetStore store,
            LeaderEpoch leader,
            FleetDeployments deployments,
            FleetSettings settings,
            InstantSource clock,
            EventBook events) {
        this.store = store;
        this.leader = leader;
        this.deployments = deployments;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    FleetStore store() {
        return store;
    }

    FleetDeployments deployments() {
        return deployments;
    }

    FleetSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    /** Where what was done is noted, once it is in the store: what could not be written did not happen. */
    EventBook events() {
        return events;
    }

    /** As in {@link LeaderEpoch#toWriteUnder}. */
    long epoch() {
        return leader.toWriteUnder();
    }

    @Nullable
    Deployment deployment(String name) {
        for (Deployment each : deployments.withFleet()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** What the store holds and what is deployed, at this moment. */
    FleetLook look() {
        return FleetLook.of(store.snapshot(), deployments.withFleet());
    }

    /** Does what reads the store and writes to it by what was read, alone among the loops. Never with a cloud call inside. */
    void alone(Runnable step) {
        turn.lock();
        try {
            step.run();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Forgets what went wrong with a deployment's launches, because somebody says that the cause is gone.
     *
     * @return false where there is no such fleet
     * @throws StaleEpochException when this router does not lead
     */
    public boolean forgive(String deployment) {
        epoch();
        if (deployment(deployment) == null) {
            return false;
        }
        changeHealth(deployment, health -> LaunchHealth.GOOD);
        return true;
    }

    /**
     * Changes how a deployment's launches go, alone among the loops.
     *
     * @return how they go now
     */
    LaunchHealth changeHealth(String deployment, UnaryOperator<LaunchHealth> change) {
        turn.lock();
        try {
            FleetState stored = store.fleetState(deployment);
            FleetState before = stored == null ? FleetLook.first(deployment, deployment(deployment)) : stored;
            LaunchHealth after = change.apply(before.health());
            if (!after.equals(before.health())) {
                store.save(epoch(), new FleetState(deployment, before.scaling(), before.scalingReason(), after));
                noteHalt(deployment, before.health(), after);
            }
            return after;
        } finally {
            turn.unlock();
        }
    }

    private void noteHalt(String deployment, LaunchHealth before, LaunchHealth after) {
        if (before.halted() == null && after.halted() != null) {
            String text = "no replica of %s is launched any more: %s".formatted(deployment, after.halted());
            events.note(EventNote.of(EventKinds.LAUNCHES_HALTED, deployment, "", text)
                    .with("reason", after.halted())
                    .with("failures", after.failures()));
        }
    }
}
