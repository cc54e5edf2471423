package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.skipjack.app.fleet.FleetExamples;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.Replicas;
import io.skipjack.app.watching.Stores;
import io.skipjack.app.watching.TrafficSight;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.domain.serverless.EndpointState;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.HoldSettings;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.TierBreakers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** What health says of a deployment, a fleet and prices, and why. */
class StandingsTest {
    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> Replicas.NOW);
    private final Stores stores = new Stores();
    private final TierBreakers breakers =
            new TierBreakers(CircuitBreakerConfig.ofDefaults(), CircuitBreakerConfig.ofDefaults());
    private long nanos;
    private final FleetSight fleets = new FleetSight(Duration.ofSeconds(10), () -> nanos, List.of());

    @Test
    void aFleetThatNobodyNeedsIsAsItShouldBe() {
        Health health = rack(Replicas.wanting(0, null));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).doesNotContainKey("reasons");
    }

    @Test
    void replicasThatAreComingAreNamed() {
        Health health = rack(Replicas.wanting(2, null), Replicas.ready(3));

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(reasons(health)).isEqualTo("[spot: none of 2 wanted replicas is ready: rack-3 is ready]");
    }

    @Test
    void haltedLaunchesAreSaidWithTheNextStep() {
        Health health = rack(Replicas.wanting(1, "5 launches in a row never got ready; use skipjack retry"));

        assertThat(reasons(health)).contains("no launch is tried any more: 5 launches", "skipjack retry");
    }

    @Test
    void aStoreThatIsAwayIsSaidAndNotGuessedAround() {
        rack(Replicas.wanting(0, null));
        nanos = Duration.ofSeconds(11).toNanos();

        assertThat(reasons(health())).contains("the fleet's store does not answer");
        assertThat(new FleetHealth(fleets, stores.sight()).health().getDetails())
                .containsEntry("store", "down")
                .extractingByKey("reasons")
                .asString()
                .contains("11 s");
    }

    @Test
    void anOpenBreakerIsSaid() {
        breakers.registry(Tier.SPOT).circuitBreaker("spot/rack").transitionToOpenState();

        assertThat(reasons(rack(Replicas.wanting(0, null)))).contains("spot: its circuit breaker is open");
    }

    @Test
    void aProvidersRefusalIsSaidInItsWords() {
        stores.endpoint = EndpointState.REFUSED;
        ServerlessSpec modal = new ServerlessSpec(
                GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of("modal"));
        Deployment serverless = new Deployment("rack", "m", true, 10, null, TierSpec.of(List.of()), null, modal);
        registry.replaceAll(List.of(serverless));

        assertThat(reasons(health())).isEqualTo("[serverless: modal is refused (no GPU of this kind is left)]");
    }

    @Test
    void oneTierThatAnswersIsLessThanItWasTold() {
        UpstreamSpec away = UpstreamSpec.numbered(Tier.SPOT, 1, URI.create("http://10.0.0.5/v1"), null);
        UpstreamSpec there = UpstreamSpec.numbered(Tier.SERVERLESS, 1, URI.create("http://10.0.0.6/v1"), null);
        registry.replaceAll(List.of(
                new Deployment("rack", "m", true, 10, TierSpec.of(List.of(away)), TierSpec.of(List.of(there)))));

        assertThat(health().getStatus()).isEqualTo(DeploymentHealth.DEGRADED);
        assertThat(reasons(health())).isEqualTo("[spot: no upstream takes requests: spot-1 is not ready]");
    }

    @Test
    void nobodyWhoLeadsIsSaid() {
        fleets.accept(FleetSnapshot.EMPTY);
        assertThat(new FleetHealth(fleets, stores.sight()).health().getStatus()).isEqualTo(Status.UP);

        stores.leader = Optional.empty();

        assertThat(new FleetHealth(fleets, stores.sight()).health().getStatus()).isEqualTo(DeploymentHealth.DEGRADED);
    }

    @Test
    void pricesGrowOldAfterThreePolls() {
        Duration limit = PricesHealth.limit(Duration.ofMinutes(5));
        assertThat(new PricesHealth(stores.sight(), limit).health().getStatus()).isEqualTo(Status.UP);

        stores.now = Replicas.NOW.plus(limit);

        Health health = new PricesHealth(stores.sight(), limit).health();
        assertThat(health.getStatus()).isEqualTo(DeploymentHealth.DEGRADED);
        assertThat(reasons(health)).contains("the newest price of ec2 is 17 min old");
    }

    private Health rack(FleetState state, Replica... replicas) {
        registry.replaceAll(List.of(FleetExamples.RACK));
        fleets.accept(new FleetSnapshot(List.of(replicas), List.of(state)));
        return health();
    }

    private Health health() {
        Admission admission = new Admission(10);
        Retries retries = new Retries(RetryBudget.DEFAULT, admission);
        HoldSettings hold = new HoldSettings(10, Duration.ofSeconds(10), Duration.ofSeconds(1));
        TrafficSight traffic = new TrafficSight(
                registry, admission, new HoldRequest(hold, registry, retries, System::nanoTime), retries, breakers);
        DeploymentHealth all = new DeploymentHealth(new TierStandings(traffic, fleets, stores.sight()));
        @Nullable HealthIndicator rack = (HealthIndicator) all.getContributor("rack");
        assertThat(rack).isNotNull();
        return rack.health();
    }

    private static String reasons(Health health) {
        return String.valueOf(health.getDetails().get("reasons"));
    }
}
