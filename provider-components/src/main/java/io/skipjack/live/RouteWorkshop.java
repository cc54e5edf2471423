package io.skipjack.live;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.VerbDefinition;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Builds, starts and removes single routes in the CamelContext. Building makes every bean, component, option and step
 * but lets nothing in yet, so a mistake shows while the running routes still serve.
 */
final class RouteWorkshop {
    private static final String KAMELET = "kamelet:";

    private final ModelCamelContext context;

    RouteWorkshop(ModelCamelContext context) {
        this.context = context;
    }

    /** What cannot be built leaves nothing behind: the parts already made are removed before it throws. */
    BuiltRoute build(RouteSource source, int generation) throws Exception {
        RouteBuilder builder = RouteLoading.load(context, source.file());
        boolean built = false;
        try {
            BuiltRoute route = build(source, builder, generation);
            built = true;
            return route;
        } finally {
            if (!built) { // Camel notes a REST definition in the context before it looks at its verbs
                context.getRestDefinitions()
                        .removeAll(builder.getRestCollection().getRests());
            }
        }
    }

    private BuiltRoute build(RouteSource source, RouteBuilder builder, int generation) throws Exception {
        builder.prepareModel(context); // which also makes routes of REST definitions, and notes those in the context
        List<RouteDefinition> definitions =
                List.copyOf(builder.getRouteCollection().getRoutes());
        if (definitions.isEmpty()) {
            throw new IllegalArgumentException("there is nothing in it that serves");
        }
        boolean starts = !"false".equals(definitions.getFirst().getAutoStartup());
        List<String> own = new ArrayList<>();
        for (RouteDefinition definition : definitions) {
            BalancedSteps.reportToTheirBalancer(definition);
            own.add(id(source, builder, own.size(), generation));
            definition.setId(own.getLast());
            definition.setAutoStartup("false");
            definition.setStartupOrder(null); // would clash with the generation before
        }
        forgetKamelets();
        Set<String> before = ids();
        var failure = Attempt.run(() -> context.addRouteDefinitions(definitions));
        Set<String> made = ids();
        made.removeAll(before);
        own.forEach(made::remove);
        BuiltRoute route = new BuiltRoute(source, own, List.copyOf(made), starts);
        if (failure.isPresent()) {
            remove(route);
            throw new IllegalStateException(failure.get().getMessage(), failure.get());
        }
        return route;
    }

    /** Camel makes the routes of a REST definition in the order of its verbs, without those that are disabled. */
    private String id(RouteSource source, RouteBuilder builder, int place, int generation) {
        if (source.isRest()) {
            VerbDefinition verb = builder.getRestCollection().getRests().getFirst().getVerbs().stream()
                    .filter(each -> !Boolean.TRUE.equals(CamelContextHelper.parseBoolean(context, each.getDisabled())))
                    .toList()
                    .get(place);
            return source.id() + "/" + (verb.getId() == null ? place : verb.getId());
        }
        boolean listener = source.entry() == RouteSource.Entry.LISTENER;
        return listener ? source.id() : RouteName.inGeneration(source.id(), generation);
    }

    /** Lets exchanges in. */
    void start(BuiltRoute route) throws Exception {
        if (route.starts()) {
            for (String id : route.own()) {
                context.getRouteController().startRoute(id);
            }
        }
    }

    /**
     * Takes nothing new from outside any more; exchanges inside go on. Suspends where the consumer can: one that is
     * stopped here is stopped once more when its route goes, and a timer then takes its successor's clock with it.
     */
    void stopTaking(BuiltRoute route) {
        outerConsumers(route).forEach(ServiceHelper::suspendService);
    }

    void takeAgain(BuiltRoute route) {
        if (route.starts()) {
            outerConsumers(route).forEach(ServiceHelper::resumeService);
        }
    }

    /** Stops and removes the route with its Kamelets, whatever state it is in. Meant for routes that are empty. */
    void remove(BuiltRoute route) {
        if (route.source().isRest()) {
            context.getRestDefinitions().removeIf(rest -> route.source().id().equals(rest.getId()));
        }
        route.ids().forEach(id -> {
            // with exchanges inside (only after the drain limit) this waits 1 s and then stops it anyway
            Attempt.run(() -> context.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS));
            Attempt.run(() -> context.removeRoute(id));
            RouteDefinition definition = context.getRouteDefinition(id);
            if (definition != null) { // it never became a route
                Attempt.run(() -> context.removeRouteDefinition(definition));
            }
        });
    }

    /**
     * Exchanges inside; at least one when any is. Camel counts an exchange in each route it is inside of, so the
     * largest count is taken rather than the sum.
     */
    int inFlight(BuiltRoute route) {
        int most = route.ids()
                .mapToInt(id -> context.getInflightRepository().size(id))
                .max()
                .orElse(0);
        Route built = context.getRoute(route.own().getFirst());
        return built != null && built.getConsumer() instanceof LiveConsumer live
                ? Math.max(most, live.inFlight())
                : most;
    }

    private List<Consumer> outerConsumers(BuiltRoute route) {
        List<Consumer> consumers = new ArrayList<>();
        route.ids().forEach(id -> {
            Route built = context.getRoute(id);
            if (built != null && !built.getEndpoint().getEndpointUri().startsWith(KAMELET)) {
                consumers.add(built.getConsumer());
            }
        });
        return consumers;
    }

    /**
     * Camel makes one route per Kamelet endpoint and keeps the endpoint for ever: without this, a route would get the
     * Kamelet as it was before the edit, share it with other routes, and inherit their error handling. Routes that use
     * such an endpoint already hold it and are not affected.
     */
    private void forgetKamelets() throws Exception {
        List<Endpoint> kamelets = context.getEndpoints().stream()
                .filter(endpoint -> isKameletCall(endpoint.getEndpointUri()))
                .toList();
        for (Endpoint kamelet : kamelets) {
            context.removeEndpoint(kamelet);
        }
    }

    /** A call, not one of the two ends inside a Kamelet. */
    private static boolean isKameletCall(String uri) {
        return uri.startsWith(KAMELET) && !uri.matches("kamelet:(//)?(source|sink)\\b.*");
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        context.getRouteDefinitions().forEach(definition -> ids.add(definition.getId()));
        return ids;
    }
}
