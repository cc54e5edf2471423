package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
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
    /** The loops run side by side, and a replica is read, moved on and saved: two at once would undo each other's step. */
    private final ReentrantLock turn = new ReentrantLock();

    public FleetControl(
            FleetStore store,
            LeaderEpoch leader,
            FleetDeployments deployments,
            FleetSettings settings,
            InstantSource clock) {
        this.store = store;
        this.leader = leader;
        this.deployments = deployments;
        this.settings = settings;
        this.clock = clock;
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

    /**
     * The epoch to write under.
     *
     * @throws StaleEpochException when this router does not lead any more: the turn ends, the leader's goes on
     */
    long epoch() {
        OptionalLong epoch = leader.current();
        if (epoch.isEmpty()) {
            throw new StaleEpochException(0, 0);
        }
        return epoch.getAsLong();
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

    static @Nullable Replica find(FleetSnapshot snapshot, ReplicaId id) {
        for (Replica each : snapshot.replicas()) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return null;
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

    /** The stored state, or the first one for a deployment that has none yet. */
    FleetState state(FleetSnapshot snapshot, String deployment) {
        for (FleetState each : snapshot.states()) {
            if (each.deployment().equals(deployment)) {
                return each;
            }
        }
        return first(deployment);
    }

    private FleetState first(String deployment) {
        Deployment known = deployment(deployment);
        ScalingState first = known == null
                ? new ScalingState(0, null, null)
                : ScalingState.initial(Objects.requireNonNull(known.fleet()).scaling());
        return new FleetState(deployment, first, "", LaunchHealth.GOOD);
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

    /** Changes how a deployment's launches go. */
    void changeHealth(String deployment, UnaryOperator<LaunchHealth> change) {
        alone(() -> changeHealthAlone(deployment, change));
    }

    private void changeHealthAlone(String deployment, UnaryOperator<LaunchHealth> change) {
        FleetState stored = store.fleetState(deployment);
        FleetState before = stored == null ? first(deployment) : stored;
        LaunchHealth after = change.apply(before.health());
        if (!after.equals(before.health())) {
            store.save(epoch(), new FleetState(deployment, before.scaling(), before.scalingReason(), after));
        }
    }
}
