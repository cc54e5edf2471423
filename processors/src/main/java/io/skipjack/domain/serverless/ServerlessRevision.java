package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.RevisionHash;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Names the shape of a deployment's endpoints: a {@link RevisionHash} over model, GPUs, engine and scaling. Endpoints of
 * another revision are changed in place; so who runs them is not in it, and to edit that changes none that stays.
 */
public final class ServerlessRevision {
    private ServerlessRevision() {}

    /**
     * The revision.
     *
     * @throws IllegalArgumentException for a deployment without endpoints of ours
     */
    public static String of(Deployment deployment) {
        ServerlessSpec spec = deployment.endpoint();
        if (spec == null) {
            throw new IllegalArgumentException("deployment %s has no endpoint".formatted(deployment.name()));
        }
        List<String> parts = new ArrayList<>();
        parts.add(deployment.model());
        spec.gpu().choices().stream().map(GpuChoice::toString).forEach(parts::add);
        parts.addAll(RevisionHash.parts(spec.engine()));
        ServerlessScaling scaling = spec.scaling();
        parts.add("scaling");
        parts.add(Integer.toString(scaling.concurrency()));
        parts.add(scaling.scaledownWindow().toString());
        parts.add(scaling.timeout().toString());
        parts.add(Integer.toString(scaling.workersMin()));
        parts.add(Integer.toString(scaling.workersMax()));
        parts.add(Integer.toString(scaling.scalerValue()));
        return RevisionHash.of(parts);
    }
}
