package io.skipjack.live;

import java.util.List;
import java.util.stream.Stream;

/**
 * A route in the CamelContext, started or not; or the routes, one a verb, of a REST definition.
 *
 * @param own its id there, such as {@code inference@7}; of a REST definition one a verb, such as {@code api-keys/listKeys}
 * @param kamelets ids of the routes Camel made for its Kamelets; each route has its own, so they go when it goes
 * @param starts false when its file says {@code autoStartup: false}
 */
record BuiltRoute(RouteSource source, List<String> own, List<String> kamelets, boolean starts) {
    BuiltRoute {
        own = List.copyOf(own);
        kamelets = List.copyOf(kamelets);
    }

    String name() {
        return source.id();
    }

    RouteSource.Entry entry() {
        return source.entry();
    }

    /** Callers before the called. */
    Stream<String> ids() {
        return Stream.concat(own.stream(), kamelets.stream());
    }

    boolean sameAs(RouteSource other) {
        return source.outline().shape().equals(other.outline().shape());
    }
}
