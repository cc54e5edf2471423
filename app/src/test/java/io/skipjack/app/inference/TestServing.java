package io.skipjack.app.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Credentials;
import java.util.List;

/** Deployments that are served, for tests of what is put among their upstreams. */
public record TestServing(ServedDeployments served) {
    public TestServing(UpstreamRegistry registry) {
        this(new ServedDeployments(registry, new Credentials(name -> "a-secret")));
    }

    public void take(Deployment... deployments) {
        served.take(List.of(deployments));
    }
}
