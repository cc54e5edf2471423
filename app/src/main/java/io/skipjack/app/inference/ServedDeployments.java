package io.skipjack.app.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.processors.inference.DeploymentBook;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Credentials;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deployments served now, and the place where a changed set reaches routing and credentials: what the files say,
 * with the upstreams that the fleets offer and the endpoints that are deployed.
 */
public final class ServedDeployments implements DeploymentBook {
    private final UpstreamRegistry registry;
    private final Credentials credentials;
    private List<Deployment> wanted = List.of();
    private Map<String, List<UpstreamSpec>> replicas = Map.of();
    private Map<String, List<UpstreamSpec>> endpoints = Map.of();
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

    /**
     * Offers requests to these serverless endpoints from now on, by deployment and in order of preference; to those of a
     * deployment whose serverless upstreams the user names, never.
     *
     * @return whether anything has changed by it
     */
    public synchronized boolean fillServerless(Map<String, List<UpstreamSpec>> upstreams) {
        if (upstreams.equals(endpoints)) {
            return false;
        }
        endpoints = Map.copyOf(upstreams);
        serve();
        return true;
    }

    private void serve() {
        List<Deployment> deployments = wanted.stream().map(this::filled).toList();
        credentials.hold(
                deployments.stream().flatMap(ServedDeployments::upstreams).toList());
        registry.replaceAll(deployments);
        byModel = deployments.stream().collect(Collectors.toUnmodifiableMap(Deployment::model, Function.identity()));
    }

    private Deployment filled(Deployment deployment) {
        String name = deployment.name();
        Deployment launched = deployment.fleet() == null
                ? deployment
                : deployment.withSpotUpstreams(replicas.getOrDefault(name, List.of()));
        return deployment.endpoint() == null
                ? launched
                : launched.withServerlessUpstreams(endpoints.getOrDefault(name, List.of()));
    }

    private static Stream<UpstreamSpec> upstreams(Deployment deployment) {
        return Arrays.stream(Tier.values())
                .map(deployment::tier)
                .filter(Objects::nonNull)
                .flatMap(tier -> tier.upstreams().stream());
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
