package io.skipjack.app.serverless;

import io.skipjack.app.inference.ServedDeployments;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.serverless.EndpointOrder;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.processors.serverless.EndpointDeployments;
import io.skipjack.processors.serverless.EndpointTraffic;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts endpoints among the upstreams of their deployments, in the order in which the user wants them tried. */
final class EndpointUpstreams implements EndpointTraffic {
    private final ServedDeployments served;
    private final EndpointDeployments deployments;

    EndpointUpstreams(ServedDeployments served, EndpointDeployments deployments) {
        this.served = served;
        this.deployments = deployments;
    }

    @Override
    public void offer(List<EndpointRecord> endpoints) {
        served.fillServerless(upstreams(deployments.withEndpoint(), endpoints));
    }

    /** One that is changed in place goes on serving as it was. */
    static Map<String, List<UpstreamSpec>> upstreams(
            Collection<Deployment> deployments, List<EndpointRecord> endpoints) {
        Map<String, List<UpstreamSpec>> upstreams = new HashMap<>();
        for (Deployment deployment : deployments) {
            List<UpstreamSpec> its = endpoints.stream()
                    .filter(record -> record.id().deployment().equals(deployment.name()))
                    .filter(record -> record.state().isThere())
                    .sorted(EndpointOrder.of(deployment))
                    .map(EndpointUpstreams::upstream)
                    .filter(Objects::nonNull)
                    .toList();
            if (!its.isEmpty()) {
                upstreams.put(deployment.name(), its);
            }
        }
        return upstreams;
    }

    private static @Nullable UpstreamSpec upstream(EndpointRecord record) {
        URI uri = record.uri();
        String provider = record.id().provider();
        return uri == null
                ? null
                : new UpstreamSpec(provider, uri, new CredentialRef.OfProvider(provider), record.limits());
    }
}
