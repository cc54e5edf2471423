package io.skipjack.domain.routing;

import java.time.Instant;
import java.util.List;

/** The upstreams of one tier of one deployment at an instant; an immutable snapshot. */
public record UpstreamPool(List<Upstream> upstreams, Instant takenAt) {
    public UpstreamPool {
        upstreams = List.copyOf(upstreams);
    }
}
