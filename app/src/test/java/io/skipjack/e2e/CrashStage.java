package io.skipjack.e2e;

import io.skipjack.app.state.Database;
import io.skipjack.app.state.JdbcFleetStore;
import io.skipjack.app.state.StoreSettings;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.FleetTiming;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.processors.fleet.FleetControl;
import io.skipjack.processors.fleet.FleetLimits;
import io.skipjack.processors.fleet.FleetSettings;
import io.skipjack.processors.fleet.FleetStep;
import io.skipjack.processors.fleet.IntendLaunch;
import io.skipjack.processors.fleet.Market;
import io.skipjack.processors.fleet.PlanFleets;
import io.skipjack.processors.fleet.RecordLaunch;
import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.ec2.Ec2Operations;
import io.skipjack.provider.ec2.Ec2Provider;
import io.skipjack.provider.ec2.Ec2Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * The launch of a fleet's replica by the real steps, store and provider, without the routes and Spring: so that a process
 * of its own does it within a second, and dies where it is told to.
 */
final class CrashStage implements AutoCloseable {
    static final String REGION = "us-east-1";

    private static final FleetSpec FLEET = new FleetSpec(
            GpuNeed.of("L4", 1),
            EngineSpec.DEFAULT,
            new Placement("ec2", List.of(REGION), List.of()),
            new ScalingPolicy(
                    ScalingPolicy.Metric.CONCURRENCY, 1, 2, 10, 32, Duration.ofSeconds(5), Duration.ofSeconds(60)),
            1,
            0,
            null,
            null);
    private static final Deployment DEPLOYMENT =
            new Deployment("rack", "test/rack", false, 100, TierSpec.of(List.of()), null, FLEET);

    private final Database database;
    private final Ec2Clients clients;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final FleetStore store;
    private final Provider provider;
    private final FleetControl control;
    private final Market market;

    /**
     * @param folder with the database
     * @param watch is put around the store
     */
    CrashStage(Path folder, URI ec2, long epoch, UnaryOperator<FleetStore> watch) {
        database = new Database(StoreSettings.in(folder));
        database.open();
        store = watch.apply(new JdbcFleetStore(database));
        clients = new Ec2Clients(ec2);
        provider = new Ec2Provider(Ec2Settings.of(ec2, "http://127.0.0.1:9"), new Direct(clients), clients);
        control = new FleetControl(
                store,
                () -> OptionalLong.of(epoch),
                () -> List.of(DEPLOYMENT),
                new FleetSettings(
                        "router", timing(), new FleetLimits(20, null), Duration.ofSeconds(10), Duration.ofHours(72)),
                InstantSource.system(),
                EventBook.NONE);
        market = new Market(store, EventBook.NONE);
    }

    /** An orphan need not be old: nobody else launches here meanwhile. */
    private static FleetTiming timing() {
        FleetTiming usual = FleetTiming.DEFAULT;
        return new FleetTiming(
                usual.launchTimeout(),
                usual.readyTimeout(),
                usual.unreachableAfter(),
                usual.consistencyWindow(),
                Duration.ZERO,
                usual.drainTimeout(),
                usual.avoidAfterRefusal(),
                usual.avoidAfterInterruption(),
                usual.avoidAfterQuota(),
                usual.backoff(),
                usual.maxBackoff(),
                usual.maxFailures());
    }

    static FleetSpec fleet() {
        return FLEET;
    }

    FleetStore store() {
        return store;
    }

    Provider provider() {
        return provider;
    }

    FleetControl control() {
        return control;
    }

    /** An exchange with that body, as the routes would hand it from step to step. */
    Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.setVariable("provider", Ec2Provider.NAME);
        return exchange;
    }

    /** What is to be done now. */
    List<FleetStep> plan() throws Exception {
        Exchange exchange = exchange("");
        new PlanFleets(control, name -> false).process(exchange);
        return exchange.getMessage().getBody(List.class).stream()
                .map(FleetStep.class::cast)
                .toList();
    }

    /** The steps of the route {@code launch-replica}. */
    void launch(FleetStep step) throws Exception {
        Exchange exchange = exchange(step);
        new IntendLaunch(control, market).process(exchange);
        if (exchange.isRouteStop()) {
            return;
        }
        LaunchRequest request = exchange.getMessage().getBody(LaunchRequest.class);
        exchange.setVariable("request", request);
        exchange.getMessage().setBody(outcome(request));
        Processor record = new RecordLaunch(control);
        record.process(exchange);
    }

    private LaunchOutcome outcome(LaunchRequest request) throws ProviderUnavailableException {
        return provider.launch(request);
    }

    @Override
    public void close() {
        clients.close();
        database.close();
    }

    /** Without Camel's component, whose start would take longer than the launch. */
    private record Direct(Ec2Clients clients) implements Ec2Operations {
        @Override
        public RunInstancesResponse run(String region, RunInstancesRequest request) {
            return clients.ec2(region).runInstances(request);
        }

        @Override
        public DescribeInstancesResponse describe(String region, DescribeInstancesRequest request) {
            return clients.ec2(region).describeInstances(request);
        }

        @Override
        public TerminateInstancesResponse terminate(String region, TerminateInstancesRequest request) {
            return clients.ec2(region).terminateInstances(request);
        }
    }
}
