package io.skipjack.domain.routing;

import java.util.List;

/**
 * Which upstreams of a pool a request may go to: ready, with room, not too small for it, and not tried for it before. Loops
 * by index and allocates nothing, because it runs several times per request over up to some hundred upstreams.
 */
final class Candidates {
    private static final RoutingDecision EMPTY = new RoutingDecision.None(false, "tier has no upstream");
    private static final RoutingDecision UNREADY = new RoutingDecision.None(false, "no upstream is ready");
    private static final RoutingDecision TRIED = new RoutingDecision.None(false, "every ready upstream was tried");
    private static final RoutingDecision TOO_LARGE =
            new RoutingDecision.None(false, "no ready upstream takes a body of this size");
    private static final RoutingDecision FULL = new RoutingDecision.None(true, "every ready upstream is full");

    private Candidates() {}

    static boolean isCandidate(Upstream upstream, InferenceFacts facts) {
        return upstream.ready()
                && upstream.hasRoom()
                && upstream.takes(facts.bodyBytes())
                && (facts.tried().isEmpty() || !facts.tried().contains(upstream.id()));
    }

    static int count(InferenceFacts facts, List<Upstream> upstreams) {
        int count = 0;
        for (int i = 0; i < upstreams.size(); i++) {
            if (isCandidate(upstreams.get(i), facts)) {
                count++;
            }
        }
        return count;
    }

    /** The candidate with this index among candidates, in pool order; {@code index} below {@link #count}. */
    static Upstream nth(InferenceFacts facts, List<Upstream> upstreams, int index) {
        int left = index;
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            if (isCandidate(upstream, facts) && left-- == 0) {
                return upstream;
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    /**
     * How loaded an upstream would be with one more request: {@code (in flight + 1) / weight}, as Envoy's least-request
     * balancer has it. The one more matters: without it all idle upstreams are equal, and one that starts slowly would
     * take as much of light traffic as the others.
     */
    static double load(Upstream upstream) {
        return (upstream.inFlight() + 1) / upstream.weight();
    }

    /** Why there is no candidate; only to be asked when there is none. */
    static RoutingDecision none(InferenceFacts facts, List<Upstream> upstreams) {
        if (upstreams.isEmpty()) {
            return EMPTY;
        }
        boolean anyReady = false;
        boolean tooLarge = false;
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            if (upstream.ready() && !facts.tried().contains(upstream.id())) {
                if (upstream.takes(facts.bodyBytes())) {
                    return FULL;
                }
                tooLarge = true;
            }
            anyReady |= upstream.ready();
        }
        return tooLarge ? TOO_LARGE : anyReady ? TRIED : UNREADY;
    }
}
