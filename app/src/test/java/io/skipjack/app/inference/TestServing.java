package io.skipjack.app.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Credentials;
import io.skipjack.upstream.ProviderAccess;
import java.util.List;

/** Deployments that are served, for tests of what is put among their upstreams. */
public record TestServing(ServedDeployments served) {
    /** A router without any provider. */
    static final ProviderAccess NO_PROVIDERS = new ProviderCredentials(List.of());

    public TestServing(UpstreamRegistry registry) {
        this(new ServedDeployments(registry, new Credentials(name -> "a-secret", NO_PROVIDERS)));
    }

    public void take(Deployment... deployments) {
        served.take(List.of(deployments));
    }
}
