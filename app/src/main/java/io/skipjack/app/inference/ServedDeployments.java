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

/**
 * The deployments served now, and the place where a changed set reaches routing and credentials: what the files say,
 * with the upstreams that the fleets offer.
 */
public final class ServedDeployments implements DeploymentBook {
    private final UpstreamRegistry registry;
    private final Credentials credentials;
    private List<Deployment> wanted = List.of();
    private Map<String, List<UpstreamSpec>> replicas = Map.of();
    private volatile Map<String, Deployment> byModel = Map.of();

    ServedDeployments(UpstreamRegistry registry, Credentials credentials) {
        this.registry = registry;
        this.credentials = credentials;
    }

    /** Serves these from now on; requests under way finish where they are. */
    synchronized void take(List<Deployment> deployments) {
        wanted = List.copyOf(deployments);
        serve();
    }

    /**
     * Offers requests to these replicas from now on, by deployment; to those of a deployment without a fleet, never.
     *
     * @return whether anything has changed by it
     */
    public synchronized boolean fill(Map<String, List<UpstreamSpec>> upstreams) {
        if (upstreams.equals(replicas)) {
            return false;
        }
        replicas = Map.copyOf(upstreams);
        serve();
        return true;
    }

    private void serve() {
        List<Deployment> deployments = wanted.stream().map(this::filled).toList();
        for (Deployment deployment : deployments) {
            loadCredentials(deployment);
        }
        registry.replaceAll(deployments);
        byModel = deployments.stream().collect(Collectors.toUnmodifiableMap(Deployment::model, Function.identity()));
    }

    private Deployment filled(Deployment deployment) {
        return deployment.fleet() == null
                ? deployment
                : deployment.withSpotUpstreams(replicas.getOrDefault(deployment.name(), List.of()));
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
