package io.skipjack.domain.fleet;

import io.skipjack.domain.scaling.ScalingState;

/**
 * What the store keeps of a deployment's fleet besides its replicas. Written by the leader alone.
 *
 * @param scaling the wanted count and the delays that run
 * @param scalingReason of the last decision, for operators
 * @param health how its launches go
 */
public record FleetState(String deployment, ScalingState scaling, String scalingReason, LaunchHealth health) {
    public int wanted() {
        return scaling.wanted();
    }
}
