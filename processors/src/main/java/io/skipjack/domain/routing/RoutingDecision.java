package io.skipjack.domain.routing;

/** A routing policy's whole answer, with its reason for the log. */
public sealed interface RoutingDecision {
    String reason();

    /** Send the request there. */
    record Chosen(Upstream upstream, String reason) implements RoutingDecision {}

    /**
     * This tier cannot take the request now.
     *
     * @param saturated true when upstreams are ready but full (the surplus spills over), false when none is ready
     */
    record None(boolean saturated, String reason) implements RoutingDecision {}
}
