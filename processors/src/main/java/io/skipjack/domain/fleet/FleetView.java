package io.skipjack.domain.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what to do next about one deployment's fleet.
 *
 * @param spec null when the deployment is no more: then all of it goes
 * @param revision of the spec; replicas of another one are replaced
 * @param state the wanted count and how launches go
 * @param replicas all live ones, and ended ones that are still remembered
 * @param nextNumber for the next replica
 */
public record FleetView(
        String deployment,
        @Nullable FleetSpec spec,
        String revision,
        FleetState state,
        List<Replica> replicas,
        int nextNumber) {

    /**
     * Whether any replica of this revision is remembered. While none is, what {@link LaunchHealth} says is of an earlier
     * one and holds nothing up.
     */
    public boolean revisionTried() {
        return replicas.stream().anyMatch(replica -> replica.revision().equals(revision));
    }

    /** Replicas that serve or will, by zone: what the next one is spread by. */
    public Map<String, Integer> zonesInUse() {
        Map<String, Integer> zones = new HashMap<>();
        for (Replica replica : replicas) {
            if (replica.state().isComing()) {
                zones.merge(replica.place().zone(), 1, Integer::sum);
            }
        }
        return zones;
    }
}
