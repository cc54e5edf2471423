package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import java.util.Collection;

/** The deployments as they are wanted now. */
public interface EndpointDeployments {
    /** Those whose serverless tier we deploy ourselves; their {@link Deployment#endpoint} is never null. */
    Collection<Deployment> withEndpoint();
}
