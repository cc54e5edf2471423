package io.skipjack.app.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.fleet.FleetExamples;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.processors.inference.MonotonicInstants;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.Credentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServedDeploymentsTest {
    private static final UpstreamSpec FIRST = upstream("rack-1", "http://10.0.0.1:8000/v1");
    private static final UpstreamSpec SECOND = upstream("rack-2", "http://10.0.0.2:8000/v1");
    private static final Deployment NAMED = new Deployment(
            "named", "m2", true, 10, TierSpec.of(List.of(upstream("spot-1", "http://10.0.0.9/v1"))), null);

    private static final ServerlessSpec ENDPOINT = new ServerlessSpec(
            GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of("runpod", "modal"));
    private static final Deployment DEPLOYED =
            new Deployment("deployed", "m3", true, 10, null, TierSpec.of(List.of()), null, ENDPOINT);
    private static final Deployment USERS_OWN = new Deployment(
            "own", "m4", true, 10, null, TierSpec.of(List.of(upstream("serverless-1", "http://10.0.0.8/v1"))));

    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());
    private final List<String> asked = new ArrayList<>();
    private final ServedDeployments served = new ServedDeployments(
            registry,
            new Credentials(
                    name -> {
                        asked.add(name);
                        return "a-secret";
                    },
                    TestServing.NO_PROVIDERS));

    @Test
    void aFleetsReplicasBecomeItsDeploymentsUpstreams() {
        served.take(List.of(FleetExamples.RACK));

        assertThat(served.fill(Map.of("rack", List.of(FIRST)))).isTrue();

        assertThat(spot("rack")).containsExactly("rack-1");
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(served.serving("model")).spot())
                        .upstreams())
                .containsExactly(FIRST);
        assertThat(asked).containsExactly("A_KEY");
    }

    @Test
    void theSameAgainChangesNothing() {
        served.take(List.of(FleetExamples.RACK));
        served.fill(Map.of("rack", List.of(FIRST)));

        assertThat(served.fill(Map.of("rack", List.of(upstream("rack-1", "http://10.0.0.1:8000/v1")))))
                .isFalse();
        assertThat(asked).as("credentials are read once").hasSize(1);
    }

    @Test
    void replicasStayWhenTheFilesAreReadAnewAndKeepWhatIsKnownOfThem() {
        served.take(List.of(FleetExamples.RACK));
        served.fill(Map.of("rack", List.of(FIRST)));
        UpstreamEntry before = Objects.requireNonNull(registry.entry("rack", Tier.SPOT, "rack-1"));

        served.take(List.of(FleetExamples.RACK, NAMED));
        served.fill(Map.of("rack", List.of(FIRST, SECOND)));

        assertThat(registry.entry("rack", Tier.SPOT, "rack-1")).isSameAs(before);
        assertThat(spot("rack")).containsExactly("rack-1", "rack-2");
        assertThat(spot("named")).containsExactly("spot-1");
    }

    @Test
    void upstreamsThatTheUserNamedAreNeverReplaced() {
        served.take(List.of(NAMED));

        served.fill(Map.of("named", List.of(FIRST)));

        assertThat(spot("named")).containsExactly("spot-1");
    }

    @Test
    void aFleetWithoutReplicasHasNoUpstreams() {
        served.take(List.of(FleetExamples.RACK));
        served.fill(Map.of("rack", List.of(FIRST)));

        assertThat(served.fill(Map.of())).isTrue();

        assertThat(spot("rack")).isEmpty();
        assertThat(served.all()).hasSize(1);
    }

    @Test
    void deployedEndpointsBecomeTheServerlessUpstreamsInTheirOrder() {
        served.take(List.of(DEPLOYED, USERS_OWN));

        assertThat(served.fillServerless(Map.of("deployed", List.of(SECOND, FIRST), "own", List.of(FIRST))))
                .isTrue();

        assertThat(ids("deployed", Tier.SERVERLESS)).containsExactly("rack-2", "rack-1");
        assertThat(ids("own", Tier.SERVERLESS)).as("the user's stay").containsExactly("serverless-1");
        assertThat(served.fillServerless(Map.of("own", List.of(FIRST), "deployed", List.of(SECOND, FIRST))))
                .as("the same again")
                .isFalse();
    }

    @Test
    void replicasAndEndpointsOfOneDeploymentDoNotDisplaceEachOther() {
        Deployment both = new Deployment(
                "rack",
                "m",
                true,
                10,
                TierSpec.of(List.of()),
                TierSpec.of(List.of()),
                FleetExamples.RACK.fleet(),
                ENDPOINT);
        served.take(List.of(both));
        served.fill(Map.of("rack", List.of(FIRST)));
        served.fillServerless(Map.of("rack", List.of(SECOND)));

        served.take(List.of(both));
        assertThat(spot("rack")).containsExactly("rack-1");
        assertThat(ids("rack", Tier.SERVERLESS)).containsExactly("rack-2");

        served.fillServerless(Map.of());
        assertThat(spot("rack")).containsExactly("rack-1");
        assertThat(ids("rack", Tier.SERVERLESS)).isEmpty();
    }

    private static UpstreamSpec upstream(String id, String uri) {
        return new UpstreamSpec(id, URI.create(uri), new CredentialRef.EnvironmentVariable("A_KEY"));
    }

    private List<String> spot(String deployment) {
        return ids(deployment, Tier.SPOT);
    }

    private List<String> ids(String deployment, Tier tier) {
        return registry.entries(deployment, tier).stream()
                .map(UpstreamEntry::id)
                .toList();
    }
}
