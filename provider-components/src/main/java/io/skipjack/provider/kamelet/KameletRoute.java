package io.skipjack.provider.kamelet;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one route of a provider's Kamelet in a context, made anew when the Kamelet was edited: {@code live:} replaces the
 * context's template of it, and what is called next is made of the one that is there then. The route before goes when
 * nothing is inside.
 *
 * <p>The Kamelet's parameters are expressions that look the settings up in the exchange, not the settings: see {@link
 * KameletSettings}. So all providers of that Kamelet, whatever their settings, share the route.
 */
final class KameletRoute {
    private static final Logger LOG = LoggerFactory.getLogger(KameletRoute.class);
    private static final AtomicInteger MADE = new AtomicInteger();

    private final CamelContext context;
    private final String kamelet;
    private final ProducerTemplate producer;
    private @Nullable Built built;

    /**
     * What is called now.
     *
     * @param template it was made of
     */
    private record Built(
            RouteTemplateDefinition template, String parameters, String id, Endpoint endpoint, AtomicInteger inside) {}

    private KameletRoute(CamelContext context, String kamelet) {
        this.context = context;
        this.kamelet = kamelet;
        this.producer = context.createProducerTemplate();
    }

    /** That of the Kamelet in this context, made when it is first asked for. */
    static synchronized KameletRoute of(CamelContext context, String kamelet) {
        String key = KameletRoute.class.getSimpleName() + "-" + kamelet;
        KameletRoute known = context.getRegistry().lookupByNameAndType(key, KameletRoute.class);
        if (known != null) {
            return known;
        }
        KameletRoute route = new KameletRoute(context, kamelet);
        context.getRegistry().bind(KameletApi.NAME, new KameletApi());
        context.getRegistry().bind(key, route);
        return route;
    }

    /** Runs the steps; what went wrong is in the exchange. */
    void run(Exchange exchange, List<KameletProperty> properties) {
        String parameters = properties.stream()
                .map(each -> "%s=RAW(${variable.settings[%s]})".formatted(each.name(), each.name()))
                .collect(Collectors.joining("&"));
        Built route = enter(parameters);
        try {
            producer.send(route.endpoint(), exchange);
        } finally {
            leave(route);
        }
    }

    private synchronized Built enter(String parameters) {
        Built before = built;
        RouteTemplateDefinition template = ((ModelCamelContext) context).getRouteTemplateDefinition(kamelet);
        if (before != null && isCurrent(before, template, parameters)) {
            before.inside().incrementAndGet();
            return before;
        }
        if (template == null) {
            throw new IllegalStateException("it is not loaded");
        }
        Built now = build(template, parameters);
        built = now;
        now.inside().incrementAndGet();
        if (before != null && before.inside().get() == 0) {
            remove(before);
        }
        return now;
    }

    /** Also while the template is away for the moment in which {@code live:} reads all files again. */
    private boolean isCurrent(Built route, @Nullable RouteTemplateDefinition template, String parameters) {
        return (template == null || route.template() == template)
                && route.parameters().equals(parameters)
                && context.getRoute(route.id()) != null;
    }

    private synchronized void leave(Built route) {
        if (route.inside().decrementAndGet() == 0 && route != built) {
            remove(route);
        }
    }

    private Built build(RouteTemplateDefinition template, String parameters) {
        // what goes wrong is said by whoever asked; Camel would log it with its trace first
        template.getRoute().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        String id = "%s@%d".formatted(kamelet, MADE.incrementAndGet());
        Endpoint endpoint = context.getEndpoint("kamelet:%s/%s?%s".formatted(kamelet, id, parameters));
        return new Built(template, parameters, id, endpoint, new AtomicInteger());
    }

    private void remove(Built route) {
        try {
            context.getRouteController().stopRoute(route.id(), 1, TimeUnit.SECONDS);
            context.removeRoute(route.id());
            context.removeEndpoint(route.endpoint());
        } catch (Exception e) {
            LOG.warn("Removing route {}, {}", route.id(), e.getMessage());
        }
    }
}
