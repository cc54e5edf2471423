package io.skipjack.domain.ledger;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.scaling.ScalingPolicy;

/** What one GPU of a deployment takes at once: as its scaling says, or by default. */
public final class WorkRules {
    private WorkRules() {}

    public static WorkRule of(Deployment deployment) {
        ServerlessSpec endpoint = deployment.endpoint();
        FleetSpec fleet = deployment.fleet();
        ServerlessScaling serverless = endpoint == null ? ServerlessScaling.DEFAULT : endpoint.scaling();
        ScalingPolicy spot = fleet == null ? ScalingPolicy.DEFAULT : fleet.scaling();
        int machine = (int) Math.max(1, Math.round(spot.targetConcurrency()));
        return new WorkRule(serverless.concurrency(), serverless.scaledownWindow(), machine);
    }
}
