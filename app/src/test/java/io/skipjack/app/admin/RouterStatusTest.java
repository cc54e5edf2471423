package io.skipjack.app.admin;

import static io.skipjack.app.admin.RememberedFleet.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentDefaults;
import io.skipjack.app.deployments.DeploymentFiles;
import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.scaling.ScalingState;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import io.skipjack.domain.serverless.EndpointStatus;
import io.skipjack.domain.serverless.ServerlessView;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RouterStatusTest {
    private static final FleetState STATE = new FleetState(
            "rack",
            new ScalingState(2, null, null),
            "40 open requests need 2",
            new LaunchHealth(1, NOW.plusSeconds(30), null, null));

    @TempDir
    Path folder;

    @BeforeEach
    void aFleetAndATier() throws IOException {
        Files.writeString(folder.resolve("rack.yaml"), "name: rack\nmodel: m\ngpu: L4\n");
        Files.writeString(
                folder.resolve("shelf.yaml"), "name: shelf\nmodel: n\nserverless: {urls: ['http://10.9.8.7/v1']}\n");
    }

    @Test
    void aReplicaShowsItsStepsItsPlaceItsPriceAndWhy() throws IOException {
        JsonNode replica = status(store(RememberedFleet.pulling("rack", 12))).at("/deployments/0/fleet/replicas/0");

        assertThat(replica.path("id").asText()).isEqualTo("rack-12");
        assertThat(replica.path("state").asText()).isEqualTo("starting");
        assertThat(replica.path("age_seconds").asDouble()).isEqualTo(100);
        assertThat(replica.path("steps").toString())
                .isEqualTo("[{\"step\":\"requested\",\"at\":\"2026-11-21T09:58:20Z\",\"seconds\":40.0},"
                        + "{\"step\":\"running\",\"at\":\"2026-11-21T09:59:00Z\",\"seconds\":20.0},"
                        + "{\"step\":\"pulling\",\"at\":\"2026-11-21T09:59:20Z\",\"seconds\":40.0}]");
        assertThat(replica.path("zone").asText()).isEqualTo("us-east-1a");
        assertThat(replica.path("shape").asText()).isEqualTo("g6.xlarge");
        assertThat(replica.path("capacity").asText()).isEqualTo("spot");
        assertThat(replica.path("lease").asText()).isEqualTo("i-0abc");
        assertThat(replica.path("dollars_per_hour").asDouble()).isEqualTo(0.216);
        assertThat(replica.path("reason").asText()).isEqualTo("load needs 1");
    }

    @Test
    void aFleetShowsWhatIsWantedAndHowItsLaunchesGo() throws IOException {
        JsonNode status = status(store(RememberedFleet.pulling("rack", 12)));
        JsonNode fleet = status.at("/deployments/0/fleet");

        assertThat(fleet.path("wanted").asInt()).isEqualTo(2);
        assertThat(fleet.path("reason").asText()).isEqualTo("40 open requests need 2");
        assertThat(fleet.path("gpu").path(0).asText()).isEqualTo("L4:1");
        assertThat(fleet.path("max_replicas").asInt()).isEqualTo(5);
        assertThat(fleet.at("/launches/failures").asInt()).isEqualTo(1);
        assertThat(fleet.path("live").asInt()).isEqualTo(1);
        assertThat(fleet.path("dollars_per_hour").asDouble()).isEqualTo(0.216);
        assertThat(status.path("fleet").path("live").asInt()).isEqualTo(1);
        assertThat(status.path("prices").path("age_seconds").asLong()).isEqualTo(31);
        assertThat(status.path("leader").toString()).isEqualTo("{\"here\":true,\"epoch\":3}");
    }

    @Test
    void anInterruptionIsShownWithItsDeadline() throws IOException {
        Replica replica = interrupted(RememberedFleet.pulling("rack", 12));

        assertThat(status(store(replica))
                        .at("/deployments/0/fleet/replicas/0/interruption")
                        .toString())
                .isEqualTo("{\"kind\":\"end\",\"noticed_at\":\"2026-11-21T10:00:00Z\","
                        + "\"deadline\":\"2026-11-21T10:02:00Z\"}");
    }

    @Test
    void aReplicaThatEndedCostsNothingAndAgesNoMore() throws IOException {
        JsonNode fleet =
                status(store(ended(RememberedFleet.pulling("rack", 12)))).at("/deployments/0/fleet");

        assertThat(fleet.path("live").asInt()).isZero();
        assertThat(fleet.path("dollars_per_hour").asDouble()).isZero();
        assertThat(fleet.at("/replicas/0/age_seconds").asDouble()).isEqualTo(70);
        assertThat(fleet.at("/replicas/0/end_reason").asText()).isEqualTo("lost");
    }

    @Test
    void whatIsLeftOfARemovedDeploymentIsShownUntilItHasEnded() throws IOException {
        JsonNode left = status(store(RememberedFleet.pulling("gone", 1))).at("/deployments/2");

        assertThat(left.path("name").asText()).isEqualTo("gone");
        assertThat(left.path("removed").asBoolean()).isTrue();
        assertThat(left.at("/fleet/wanted").asInt()).isZero();
        assertThat(left.at("/fleet/replicas/0/id").asText()).isEqualTo("gone-1");
        assertThat(status(store(ended(RememberedFleet.pulling("gone", 1)))).path("deployments"))
                .hasSize(2);
    }

    @Test
    void aStoreThatIsDownTakesOnlyTheFleetAway() throws IOException {
        RememberedFleet store = store(RememberedFleet.pulling("rack", 12));
        store.down = true;
        JsonNode status = status(store);

        assertThat(status.path("store").asText()).isEqualTo("down");
        assertThat(status.path("fleet").isNull()).isTrue();
        assertThat(status.at("/deployments/0/name").asText()).isEqualTo("rack");
        assertThat(status.at("/deployments/0/fleet").isNull()).isTrue();
        assertThat(status.at("/deployments/1/tiers/serverless/serverless-1").asText())
                .isNotEmpty();
    }

    @Test
    void anEndpointOfADeploymentThatIsGoneIsShownUntilItIsForgotten() throws IOException {
        EndpointRecord record = new EndpointRecord(
                new EndpointId("attic", "modal"),
                "sj-shelf",
                "model",
                new GpuChoice("L4", 1),
                "r1",
                EndpointState.DESTROYING,
                "not wanted any more; still there: app ap-1",
                NOW.minusSeconds(90),
                null,
                Map.of(),
                UpstreamLimits.NONE,
                new EndpointSight(EndpointPhase.COLD, 0, ""),
                0,
                null,
                2,
                null,
                null);
        ColdStart coldStart = new ColdStart("modal", "L4", "model", Duration.ofMillis(61_500), 1, NOW);
        ServerlessView view = new ServerlessView(
                "attic", false, List.of(new EndpointStatus(record, null, coldStart)), List.of(), null);

        JsonNode all = status(null, () -> List.of(view)).path("deployments");
        JsonNode left = all.get(all.size() - 1);

        assertThat(left.path("name").asText()).isEqualTo("attic");
        assertThat(left.path("removed").asBoolean()).isTrue();
        JsonNode endpoint = left.path("endpoints").get(0);
        assertThat(endpoint.path("state").asText()).isEqualTo("destroying");
        assertThat(endpoint.path("phase").asText()).isEqualTo("cold");
        assertThat(endpoint.path("age_seconds").asInt()).isEqualTo(90);
        assertThat(endpoint.path("cold_start_seconds").asDouble()).isEqualTo(61.5);
        assertThat(endpoint.path("reason").asText()).endsWith("still there: app ap-1");
    }

    @Test
    void withoutAStoreThereIsNoFleet() throws IOException {
        assertThat(status(null).path("store").asText()).isEqualTo("none");
    }

    @Test
    void noAddressIsShown() throws IOException {
        assertThat(status(store(RememberedFleet.pulling("rack", 12))).toString())
                .doesNotContain("10.9.8.7");
    }

    private JsonNode status(@Nullable FleetStore store) throws IOException {
        return status(store, List::of);
    }

    private JsonNode status(@Nullable FleetStore store, Supplier<List<ServerlessView>> views) throws IOException {
        SkipjackProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate(SkipjackProperties.PREFIX, SkipjackProperties.class);
        DeploymentCatalog catalog =
                new DeploymentCatalog(new DeploymentFiles(folder, DeploymentDefaults.of(properties)));
        UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> NOW);
        registry.replaceAll(catalog.current());
        Map<String, Object> status = new RouterStatus(
                        catalog,
                        new UpstreamStates(registry),
                        () -> store,
                        () -> () -> OptionalLong.of(3),
                        new EndpointStates(views, () -> NOW),
                        URI.create("http://127.0.0.1:8080/v1"),
                        () -> NOW)
                .status();
        return JsonMapper.builder().build().valueToTree(status);
    }

    private static RememberedFleet store(Replica replica) {
        return new RememberedFleet(new FleetSnapshot(List.of(replica), List.of(STATE)));
    }

    private static Replica interrupted(Replica replica) {
        HostView host = new HostView(
                replica.host().phases(), NOW, new Interruption(Interruption.Kind.END, NOW, NOW.plusSeconds(120)), null);
        return new Replica(
                replica.id(),
                replica.revision(),
                replica.state(),
                replica.since(),
                replica.intent(),
                replica.lease(),
                null,
                null,
                null,
                null,
                replica.reason(),
                host,
                null);
    }

    private static Replica ended(Replica replica) {
        return new Replica(
                replica.id(),
                replica.revision(),
                ReplicaState.ENDED,
                NOW.minusSeconds(30),
                replica.intent(),
                replica.lease(),
                null,
                null,
                EndReason.LOST,
                NOW.minusSeconds(30),
                replica.reason(),
                replica.host(),
                null);
    }
}
