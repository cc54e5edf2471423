package io.skipjack.app.inference;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.processors.inference.DeploymentBook;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Credentials;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The deployments served now, and the place where a changed set reaches routing and credentials. */
final class ServedDeployments implements DeploymentBook {
    private final UpstreamRegistry registry;
    private final Credentials credentials;
    private volatile Map<String, Deployment> byModel = Map.of();

    ServedDeployments(UpstreamRegistry registry, Credentials credentials) {
        this.registry = registry;
        this.credentials = credentials;
    }

    /** Serves these from now on; requests under way finish where they are. */
    void take(List<Deployment> deployments) {
        for (Deployment deployment : deployments) {
            loadCredentials(deployment);
        }
        registry.replaceAll(deployments);
        byModel = deployments.stream().collect(Collectors.toUnmodifiableMap(Deployment::model, Function.identity()));
    }

    private void loadCredentials(Deployment deployment) {
        for (Tier tier : Tier.values()) {
            TierSpec spec = deployment.tier(tier);
            if (spec == null) {
                continue;
            }
            for (UpstreamSpec upstream : spec.upstreams()) {
                CredentialRef ref = upstream.credential();
                if (ref != null) {
                    credentials.load(ref);
                }
            }
        }
    }

    @Override
    public Collection<Deployment> all() {
        return byModel.values();
    }

    @Override
    public @Nullable Deployment serving(String model) {
        return byModel.get(model);
    }
}
