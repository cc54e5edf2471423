package io.skipjack.domain.deployment;

import io.skipjack.domain.market.GpuChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Names the shape of a deployment's instances: a {@link RevisionHash} over model, GPUs, engine and provider. Replicas of
 * another revision are replaced; so what only changes how many there are, where, or at which cost is not in it, and to
 * edit that restarts nothing.
 */
public final class FleetRevision {
    private FleetRevision() {}

    /**
     * The revision.
     *
     * @throws IllegalArgumentException for a deployment without a fleet
     */
    public static String of(Deployment deployment) {
        FleetSpec spec = deployment.fleet();
        if (spec == null) {
            throw new IllegalArgumentException("deployment %s has no fleet".formatted(deployment.name()));
        }
        List<String> parts = new ArrayList<>();
        parts.add(deployment.model());
        parts.add(spec.placement().provider());
        spec.gpu().choices().stream().map(GpuChoice::toString).forEach(parts::add);
        parts.addAll(RevisionHash.parts(spec.engine()));
        return RevisionHash.of(parts);
    }
}
