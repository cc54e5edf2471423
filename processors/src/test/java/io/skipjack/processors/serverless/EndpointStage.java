package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ScaleRequest;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointTiming;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/** One router's loop of endpoints, turn by turn, on a store in memory and a clock that stands until it is moved. */
final class EndpointStage {
    final List<EventNote> events = new ArrayList<>();
    static final String OWNER = "owner-1";
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    final MemoryEndpoints store = new MemoryEndpoints();
    final PretendProvider one = new PretendProvider("one");
    final PretendProvider two = new PretendProvider("two");
    final List<Deployment> deployments = new ArrayList<>();
    FleetSnapshot fleets = FleetSnapshot.EMPTY;
    OptionalLong leads = OptionalLong.of(1);
    Instant now = Instant.parse("2026-11-21T10:02:00Z");
    PriceList listed = PriceList.EMPTY;
    List<PriceQuote> polled = List.of();
    boolean isOneKnown = true;
    private EndpointControl control = newControl();

    static Deployment rack(String... providers) {
        return rack(ServerlessScaling.DEFAULT, providers);
    }

    static Deployment rack(ServerlessScaling scaling, String... providers) {
        ServerlessSpec spec = new ServerlessSpec(GpuNeed.of("L4", 1), EngineSpec.DEFAULT, scaling, List.of(providers));
        return new Deployment("rack", "model", false, 10, null, TierSpec.of(List.of()), null, spec);
    }

    static ServerlessScaling keeping(int workersMin) {
        return new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), workersMin, 2, 4);
    }

    EndpointControl control() {
        return control;
    }

    /** The router is killed and started again: all it remembers is in the store. */
    void restart() {
        control = newControl();
    }

    private EndpointControl newControl() {
        EndpointControl made = new EndpointControl(
                new EndpointMemory(store, fleetStore(), () -> leads, events::add),
                () -> List.copyOf(deployments),
                new ServerlessProviders(isOneKnown ? List.of(two, one) : List.of(two)),
                new EndpointSettings(EndpointTiming.DEFAULT, at -> OfferBook.EMPTY, listed),
                () -> now);
        made.marketWasAsked();
        return made;
    }

    /** A loop of endpoints reads three things of fleets, and writes none. */
    private FleetStore fleetStore() {
        return (FleetStore) Proxy.newProxyInstance(
                FleetStore.class.getClassLoader(),
                new Class<?>[] {FleetStore.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "owner" -> OWNER;
                    case "snapshot" -> fleets;
                    case "prices" -> polled;
                    default -> throw new IllegalStateException(method.getName());
                });
    }

    List<EndpointStep> plan() throws Exception {
        Exchange exchange = run(new PlanEndpoints(control), null, Map.of());
        List<EndpointStep> steps = new ArrayList<>();
        exchange.getMessage().getBody(List.class).forEach(step -> steps.add((EndpointStep) step));
        return steps;
    }

    /** One turn: what is planned is carried out, as the route does it. */
    void turn() throws Exception {
        for (EndpointStep step : plan()) {
            Exchange call = begin(step);
            if (!call.isRouteStop()) {
                ask(call);
                record(call);
            }
            end(call);
        }
    }

    void turns(int many, Duration apart) throws Exception {
        for (int i = 0; i < many; i++) {
            turn();
            now = now.plus(apart);
        }
    }

    Exchange begin(EndpointStep step) throws Exception {
        return run(new BeginEndpointCall(control), step, Map.of());
    }

    /** Asks the provider, as the component does. */
    void ask(Exchange call) throws Exception {
        ServerlessProvider provider = control.providers()
                .find(call.getVariable("provider", String.class))
                .orElseThrow();
        Object body = call.getMessage().getBody();
        try {
            Object answer = switch (call.getVariable("operation", String.class)) {
                case "deploy" -> provider.deploy((EndpointRequest) body);
                case "status" -> provider.status((EndpointRef) body);
                case "destroy" -> provider.destroy((EndpointRef) body);
                case "warm" -> {
                    provider.warm((EndpointRef) body);
                    yield body;
                }
                default -> scaled(provider, (ScaleRequest) body);
            };
            call.getMessage().setBody(answer);
        } catch (io.skipjack.domain.provider.ProviderUnavailableException failure) {
            call.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            new NoteFailure().process(call);
        }
    }

    private static Object scaled(ServerlessProvider provider, ScaleRequest scale)
            throws io.skipjack.domain.provider.ProviderUnavailableException {
        provider.scale(scale.endpoint(), scale.workersMin(), scale.workersMax());
        return scale;
    }

    void record(Exchange call) throws Exception {
        new RecordEndpointCall(control).process(call);
    }

    void end(Exchange call) {
        UnitOfWorkHelper.doneSynchronizations(call, call.getExchangeExtension().handoverCompletions());
    }

    Exchange run(Processor step, @Nullable Object body, Map<String, String> variables) throws Exception {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        variables.forEach(exchange::setVariable);
        step.process(exchange);
        return exchange;
    }

    EndpointRecord at(String provider) {
        return store.endpoints().stream()
                .filter(record -> record.id().provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }
}
