package io.skipjack.domain.serverless;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import java.util.HashSet;
import java.util.Set;

/**
 * How a deployment's spot tier does, so that serverless need not do what spot does.
 *
 * @param ready replicas that answer and are not about to be taken away
 * @param wanted by the autoscaler
 * @param noticed replicas that the provider takes back
 */
public record SpotStanding(int ready, int wanted, Set<ReplicaId> noticed) {
    /** A deployment without a fleet. */
    public static final SpotStanding NONE = new SpotStanding(0, 0, Set.of());

    public SpotStanding {
        noticed = Set.copyOf(noticed);
    }

    public static SpotStanding of(String deployment, FleetSnapshot snapshot) {
        int ready = 0;
        Set<ReplicaId> noticed = new HashSet<>();
        for (Replica replica : snapshot.replicas()) {
            if (!replica.id().deployment().equals(deployment)
                    || !replica.state().isLive()) {
                continue;
            }
            Interruption notice = replica.interruption();
            if (notice != null && notice.kind() == Interruption.Kind.END) {
                noticed.add(replica.id());
            } else if (replica.isServing()) {
                ready++;
            }
        }
        int wanted = snapshot.states().stream()
                .filter(state -> state.deployment().equals(deployment))
                .mapToInt(state -> state.wanted())
                .findFirst()
                .orElse(0);
        return new SpotStanding(ready, wanted, noticed);
    }

    /** Whether it serves by itself. */
    boolean isEnough() {
        return ready > 0 && ready >= wanted;
    }
}
