package io.skipjack.app.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointUpstreamsTest {
    private static final UpstreamLimits LIMITS = new UpstreamLimits(9, Duration.ofSeconds(1), 0, 0, null);

    private static Deployment rack(String... providers) {
        ServerlessSpec spec = new ServerlessSpec(
                GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of(providers));
        return new Deployment("rack", "model", false, 10, null, TierSpec.of(List.of()), null, spec);
    }

    private static EndpointRecord record(String deployment, String provider, EndpointState state, String uri) {
        return new EndpointRecord(
                new EndpointId(deployment, provider),
                "sj-x",
                "model",
                new GpuChoice("L4", 1),
                "r1",
                state,
                "",
                Instant.EPOCH,
                uri == null ? null : URI.create(uri),
                Map.of(),
                LIMITS,
                null,
                0,
                null,
                0,
                null,
                null);
    }

    @Test
    void whatServesIsOfferedInTheOrderWanted() {
        Map<String, List<UpstreamSpec>> offered = EndpointUpstreams.upstreams(
                List.of(rack("runpod", "modal", "azure")),
                List.of(
                        record("rack", "azure", EndpointState.DEPLOYING, null),
                        record("rack", "modal", EndpointState.DEPLOYED, "https://m.example.com/v1"),
                        record("rack", "runpod", EndpointState.DEPLOYING, "https://r.example.com/v1"),
                        record("rack", "baseten", EndpointState.DESTROYING, "https://b.example.com/v1"),
                        record("gone", "modal", EndpointState.DEPLOYED, "https://g.example.com/v1")));

        assertThat(offered).containsOnlyKeys("rack");
        assertThat(offered.get("rack"))
                .containsExactly(
                        new UpstreamSpec(
                                "runpod",
                                URI.create("https://r.example.com/v1"),
                                new CredentialRef.OfProvider("runpod"),
                                LIMITS),
                        new UpstreamSpec(
                                "modal",
                                URI.create("https://m.example.com/v1"),
                                new CredentialRef.OfProvider("modal"),
                                LIMITS));
    }
}
