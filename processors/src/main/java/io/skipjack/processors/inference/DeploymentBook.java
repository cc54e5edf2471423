package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The deployments served now; replaced as a whole when their files change. */
public interface DeploymentBook {
    Collection<Deployment> all();

    /** The deployment that serves a model, or null. */
    @Nullable
    Deployment serving(String model);
}
