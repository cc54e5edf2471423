package io.skipjack.live;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Kamelets and routeConfigurations: what routes are built with. Camel keeps one of each name in the context and copies
 * it into a route while building it, so replacing them does not disturb a running route; what was there before is put
 * back when a new generation is rejected.
 */
final class SharedModel {
    /** What these files put into the context; the application's own definitions are left alone. */
    record Parts(List<RouteTemplateDefinition> kamelets, List<RouteConfigurationDefinition> configurations) {
        static final Parts NONE = new Parts(List.of(), List.of());
    }

    private final ModelCamelContext context;
    private Parts installed = Parts.NONE;

    SharedModel(ModelCamelContext context) {
        this.context = context;
    }

    Parts installed() {
        return installed;
    }

    /** Replaces what is installed; on problems with a file the others are installed all the same. */
    List<RouteProblem> install(RouteSet set) {
        put(Parts.NONE);
        List<RouteTemplateDefinition> kameletsBefore = List.copyOf(context.getRouteTemplateDefinitions());
        List<RouteConfigurationDefinition> before = List.copyOf(context.getRouteConfigurationDefinitions());
        List<RouteProblem> problems = new ArrayList<>();
        List<RouteSource> sources = new ArrayList<>(set.kamelets().toList());
        sources.addAll(set.configurations().toList());
        for (RouteSource source : sources) {
            Attempt.run(() -> load(source))
                    .ifPresent(failure -> problems.add(Diagnosis.of(failure, source, List.of())));
        }
        installed = new Parts(
                added(context.getRouteTemplateDefinitions(), kameletsBefore),
                added(context.getRouteConfigurationDefinitions(), before));
        return problems;
    }

    void put(Parts parts) {
        Attempt.run(() -> context.removeRouteTemplateDefinitions(installed.kamelets()));
        context.getRouteConfigurationDefinitions().removeAll(installed.configurations());
        Attempt.run(() -> context.addRouteTemplateDefinitions(parts.kamelets()));
        context.addRouteConfigurations(parts.configurations());
        installed = parts;
    }

    private void load(RouteSource source) throws Exception {
        var builder = RouteLoading.load(context, source.file());
        if (builder instanceof RouteConfigurationBuilder configuration) {
            configuration.addRouteConfigurationsToCamelContext(context);
        }
        builder.prepareModel(context);
    }

    private static <T> List<T> added(List<T> now, List<T> before) {
        return now.stream().filter(item -> !before.contains(item)).toList();
    }
}
