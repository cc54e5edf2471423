package io.skipjack.domain.routing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a routing policy may know of a request.
 *
 * @param affinityKey requests with the same key prefer the same upstream; null when the client named none
 * @param tried ids of upstreams that already failed this request; never chosen again for it
 * @param sequence this decision's number in its tier, counted up by the caller, any start, may wrap; read by
 *     {@code round-robin}, which has no memory of its own
 * @param bodyBytes size of its body, 0 or more
 */
public record InferenceFacts(@Nullable String affinityKey, Set<String> tried, long sequence, long bodyBytes) {
    public InferenceFacts {
        tried = Set.copyOf(tried);
    }

    /** Facts of a request without a body. */
    public InferenceFacts(@Nullable String affinityKey, Set<String> tried, long sequence) {
        this(affinityKey, tried, sequence, 0);
    }

    /** Facts without a sequence number (0): enough for every policy but {@code round-robin}. */
    public InferenceFacts(@Nullable String affinityKey, Set<String> tried) {
        this(affinityKey, tried, 0);
    }
}
