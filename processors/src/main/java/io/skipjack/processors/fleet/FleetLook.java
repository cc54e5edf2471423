package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.scaling.ScalingState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One look at what the store holds and at what is deployed, found by name: so that a turn over many fleets costs as much
 * as there are, not the square of it.
 */
record FleetLook(
        FleetSnapshot snapshot,
        Map<String, Deployment> deployments,
        Map<String, FleetState> states,
        Map<String, List<Replica>> replicas) {

    static FleetLook of(FleetSnapshot snapshot, Collection<Deployment> deployed) {
        Map<String, Deployment> deployments = new TreeMap<>();
        deployed.forEach(deployment -> deployments.put(deployment.name(), deployment));
        Map<String, FleetState> states = new HashMap<>();
        snapshot.states().forEach(state -> states.put(state.deployment(), state));
        Map<String, List<Replica>> replicas = new HashMap<>();
        snapshot.replicas()
                .forEach(replica -> replicas.computeIfAbsent(replica.id().deployment(), name -> new ArrayList<>())
                        .add(replica));
        return new FleetLook(snapshot, deployments, states, replicas);
    }

    /** Of every deployment that has a fleet or still has replicas, in order. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(deployments.keySet());
        names.addAll(replicas.keySet());
        return names;
    }

    @Nullable
    Deployment deployment(String name) {
        return deployments.get(name);
    }

    List<Replica> replicas(String deployment) {
        return replicas.getOrDefault(deployment, List.of());
    }

    /** The stored state, or the first one for a deployment that has none yet. */
    FleetState state(String deployment) {
        FleetState stored = states.get(deployment);
        return stored == null ? first(deployment, deployment(deployment)) : stored;
    }

    /** The state of a fleet that nothing was decided about yet; of one that is gone where there is no deployment. */
    static FleetState first(String name, @Nullable Deployment deployment) {
        ScalingState scaling = deployment == null
                ? new ScalingState(0, null, null)
                : ScalingState.initial(
                        Objects.requireNonNull(deployment.fleet()).scaling());
        return new FleetState(name, scaling, "", LaunchHealth.GOOD);
    }
}
