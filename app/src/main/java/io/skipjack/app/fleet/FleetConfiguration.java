package io.skipjack.app.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.PlatformThreads;
import io.skipjack.app.RouterClock;
import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.config.FleetProperties;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.inference.ServedDeployments;
import io.skipjack.app.watching.FleetCounters;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.processors.fleet.FleetControl;
import io.skipjack.processors.fleet.FleetDeployments;
import io.skipjack.processors.fleet.FleetLimits;
import io.skipjack.processors.fleet.FleetSettings;
import io.skipjack.processors.fleet.HostReportReader;
import io.skipjack.processors.fleet.LoadGauge;
import io.skipjack.processors.fleet.Market;
import io.skipjack.processors.fleet.ReplicaTraffic;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the steps of the control loops work with. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {
    /** A router says its load every second: one that has not for so long has stopped. */
    private static final Duration LOAD_MEMORY = Duration.ofSeconds(10);
    /** Launches and drains under way at once; the rest waits its turn. */
    private static final int FLEET_THREADS = 16;

    private static final int HOST_THREADS = 4;
    private static final int MISSED_LOOKS = 5;
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(10);

    @Bean
    FleetDeployments fleetDeployments(DeploymentCatalog catalog) {
        return () -> catalog.current().stream()
                .filter(deployment -> deployment.fleet() != null)
                .toList();
    }

    @Bean
    FleetSettings fleetSettings(SkipjackProperties properties, RouterName router, RouterClock clock) {
        FleetProperties fleet = properties.fleet();
        return new FleetSettings(
                router.name(),
                fleet.timing(),
                new FleetLimits(fleet.maxReplicas(), fleet.hourlyCostBound()),
                clock.passes(LOAD_MEMORY),
                fleet.keepEnded());
    }

    @Bean
    FleetControl fleetControl(
            FleetStore store,
            LeaderEpoch leader,
            FleetDeployments deployments,
            FleetSettings settings,
            RouterClock clock,
            EventBook events) {
        return new FleetControl(store, leader, deployments, settings, clock, events);
    }

    @Bean
    Market market(FleetStore store, EventBook events) {
        return new Market(store, events);
    }

    @Bean
    FleetMeters fleetMeters(MeterRegistry registry, LeaderEpoch leader, FleetDeployments deployments) {
        return new FleetMeters(registry, leader, deployments);
    }

    /** Looked at each follow-interval: after some that failed, or that did not come, the store counts as away. */
    @Bean
    FleetSight fleetSight(MeterRegistry registry, FleetMeters meters, SkipjackProperties properties) {
        Duration looks = properties.fleet().followInterval().multipliedBy(MISSED_LOOKS);
        Duration old = looks.compareTo(STORE_PATIENCE) > 0 ? looks : STORE_PATIENCE;
        return new FleetSight(old, System::nanoTime, List.of(meters, new FleetCounters(registry)));
    }

    @Bean
    PeerTraffic peerTraffic(RouterGossip gossip, UpstreamRegistry registry, HoldRequest hold, RouterName router) {
        return new GossipTraffic(gossip, registry, hold, router);
    }

    @Bean
    ReplicaTraffic replicaTraffic(
            UpstreamRegistry registry,
            ServedDeployments served,
            EngineKey engineKey,
            PeerTraffic peers,
            FleetSight sight,
            RouterClock clock) {
        return new FleetTraffic(registry, new Cutoffs(registry, clock, clock::real), served, engineKey, peers, sight);
    }

    /** In real time, as requests come. */
    @Bean
    LoadGauge loadGauge(Admission admission, HoldRequest hold, FleetDeployments deployments) {
        return new LoadMeter(admission, hold::waiting, deployments, System::nanoTime);
    }

    @Bean
    HostReportReader hostReportReader(ObjectMapper json, EngineKey engineKey, RouterClock clock) {
        return new HostReports(json, engineKey::fetched, clock.passes(HostReports.SKEW), clock.wall(), clock);
    }

    @Bean
    @Profile("!check")
    FleetFarewell fleetFarewell(FleetStore store, LeaderEpoch leader, SkipjackProperties properties) {
        return new FleetFarewell(store, leader, properties.ec2().abandonAfter());
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService fleetThreads() {
        return PlatformThreads.of("fleet-", FLEET_THREADS);
    }

    /** For what host agents post, apart from launches: a notice must not wait for a provider that hangs. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService hostThreads() {
        return PlatformThreads.of("hosts-", HOST_THREADS);
    }
}
