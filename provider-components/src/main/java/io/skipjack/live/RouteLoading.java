package io.skipjack.live;

import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Gives Camel's own YAML loader the text we read, under the path we show. */
final class RouteLoading {
    private RouteLoading() {}

    static RouteBuilder load(CamelContext context, RouteFile file) throws Exception {
        Collection<RoutesBuilder> builders = PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(List.of(ResourceHelper.fromString(file.path(), file.text())));
        if (builders.size() == 1 && builders.iterator().next() instanceof RouteBuilder builder) {
            return builder;
        }
        throw new IllegalArgumentException("the file holds neither a route nor a Kamelet");
    }
}
