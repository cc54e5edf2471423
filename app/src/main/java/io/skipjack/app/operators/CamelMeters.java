package io.skipjack.app.operators;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.app.watching.GaugeRows;
import io.skipjack.live.RouteName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/**
 * Camel's counts of each route under the names and labels that camel-micrometer gives them. They are those that Camel keeps
 * for JMX in any case: camel-micrometer's own policy formats several strings for each exchange of each route, which is more
 * than all else that we do for a request. The generations of a route are one, so that an edit makes no new series and takes
 * nothing back; routes made of Kamelets are left out, as in JMX.
 */
final class CamelMeters {
    private enum Meter {
        TOTAL("camel.exchanges.total", "Exchanges that a route has taken", ManagedRouteMBean::getExchangesTotal),
        SUCCEEDED("camel.exchanges.succeeded", "Exchanges that went well", ManagedRouteMBean::getExchangesCompleted),
        FAILED("camel.exchanges.failed", "Exchanges that failed", ManagedRouteMBean::getExchangesFailed);

        private final String key;
        private final String description;
        private final ToLongFunction<ManagedRouteMBean> reading;

        Meter(String key, String description, ToLongFunction<ManagedRouteMBean> reading) {
            this.key = key;
            this.description = description;
            this.reading = reading;
        }
    }

    private final MeterRegistry registry;
    private final CamelContext camel;
    private final Map<Meter, Map<String, RouteCount>> counts = new EnumMap<>(Meter.class);
    private final GaugeRows inFlight;

    CamelMeters(MeterRegistry registry, CamelContext camel) {
        this.registry = registry;
        this.camel = camel;
        inFlight = new GaugeRows(registry, "camel.exchanges.inflight", "Exchanges inside a route now", null);
        Gauge.builder("camel.routes.running", camel, CamelContext::getRoutesSize)
                .description("Routes that run, those of Kamelets and those of generations that drain included")
                .tag("camelContext", camel.getName())
                .register(registry);
    }

    /** Looks at all routes there are now; not for several threads at once. */
    void show() {
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        if (managed == null) {
            return;
        }
        Map<Tags, Long> inside = new HashMap<>();
        Set<String> present = new HashSet<>();
        for (Route route : camel.getRoutes()) {
            ManagedRouteMBean managedRoute =
                    route.isCreatedByKamelet() ? null : managed.getManagedRoute(route.getRouteId());
            if (managedRoute != null) {
                present.add(route.getRouteId());
                take(route.getRouteId(), managedRoute);
                inside.merge(tags(route.getRouteId()), managedRoute.getExchangesInflight(), Long::sum);
            }
        }
        counts.values().forEach(routes -> routes.values().forEach(count -> count.keep(present)));
        inFlight.showValues(inside);
    }

    private void take(String routeId, ManagedRouteMBean route) {
        for (Meter meter : Meter.values()) {
            counts.computeIfAbsent(meter, first -> new HashMap<>())
                    .computeIfAbsent(RouteName.plain(routeId), name -> register(meter, routeId))
                    .take(routeId, meter.reading.applyAsLong(route));
        }
    }

    private RouteCount register(Meter meter, String routeId) {
        RouteCount count = new RouteCount();
        FunctionCounter.builder(meter.key, count, RouteCount::sum)
                .description(meter.description)
                .tags(tags(routeId))
                .register(registry);
        return count;
    }

    private Tags tags(String routeId) {
        return Tags.of("camelContext", camel.getName(), "routeId", RouteName.plain(routeId));
    }
}
