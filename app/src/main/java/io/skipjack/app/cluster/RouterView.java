package io.skipjack.app.cluster;

import java.time.Instant;
import java.util.Map;

/**
 * What one router sees at an instant.
 *
 * @param routerId unique among the routers
 * @param at by its own clock, for operators; how old it is, its readers reckon by when it came
 * @param upstreams by key, such as {@code rack/rack-12}
 * @param waiting requests it holds, by deployment
 */
public record RouterView(
        String routerId, Instant at, Map<String, UpstreamSight> upstreams, Map<String, Integer> waiting) {
    public RouterView {
        upstreams = Map.copyOf(upstreams);
        waiting = Map.copyOf(waiting);
    }
}
