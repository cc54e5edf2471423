package io.skipjack.domain.routing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The routing policies there are, by the name used in config. One more is its class and a line here. */
public final class RoutingPolicies {
    /** The policy of a tier that names none: {@code least-in-flight}. */
    public static final RoutingPolicy DEFAULT = new LeastInFlight();

    private static final Map<String, RoutingPolicy> BY_NAME =
            byName(List.of(DEFAULT, new RoundRobin(), new PowerOfTwo(), new SessionAffinity(), new InOrder()));

    private RoutingPolicies() {}

    /**
     * The policy with this name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static RoutingPolicy named(String name) {
        RoutingPolicy policy = BY_NAME.get(name);
        if (policy == null) {
            throw new IllegalArgumentException(
                    "unknown routing policy '%s', known are: %s".formatted(name, String.join(", ", names())));
        }
        return policy;
    }

    /** All names, sorted. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    private static Map<String, RoutingPolicy> byName(List<RoutingPolicy> policies) {
        Map<String, RoutingPolicy> byName = new TreeMap<>();
        policies.forEach(policy -> byName.put(policy.name(), policy));
        return Collections.unmodifiableMap(byName);
    }
}
