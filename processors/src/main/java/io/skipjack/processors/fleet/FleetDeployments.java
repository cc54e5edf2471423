package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import java.util.Collection;

/** The deployments as they are wanted now. */
public interface FleetDeployments {
    /** Those whose spot tier we launch ourselves; their {@link Deployment#fleet} is never null. */
    Collection<Deployment> withFleet();
}
