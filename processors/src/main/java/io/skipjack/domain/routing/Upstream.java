package io.skipjack.domain.routing;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;

/**
 * One place a request can go now, as the router sees it at an instant.
 *
 * @param id unique within its deployment; shown to clients in {@code x-skipjack-upstream}, so it holds no address
 * @param tier the tier it belongs to
 * @param uri base URL ending in {@code /v1} (or the provider's equal of it)
 * @param inFlight requests this router has open on it, 0 or more
 * @param maxInFlight requests it may have open before the surplus spills over, 1 or more; 0 while it may be sent none,
 *     because its provider's request window is full
 * @param weight share of new requests it may take, over 0 and up to 1: below 1 while it starts slowly
 * @param ready whether it may take a new request: probed ready and not ejected
 * @param maxBodyBytes of a request it takes; 0 for no such limit
 */
public record Upstream(
        String id, Tier tier, URI uri, int inFlight, int maxInFlight, double weight, boolean ready, long maxBodyBytes) {
    public Upstream {
        if (inFlight < 0 || maxInFlight < 0 || maxBodyBytes < 0 || !(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "upstream %s: in flight %d of %d, weight %s".formatted(id, inFlight, maxInFlight, weight));
        }
    }

    /** One that takes bodies of any size. */
    public Upstream(String id, Tier tier, URI uri, int inFlight, int maxInFlight, double weight, boolean ready) {
        this(id, tier, uri, inFlight, maxInFlight, weight, ready, 0);
    }

    /** Whether it takes a request with such a body. */
    public boolean takes(long bodyBytes) {
        return maxBodyBytes == 0 || bodyBytes <= maxBodyBytes;
    }

    /** Whether it can take one more request without going over its limit. */
    public boolean hasRoom() {
        return inFlight < maxInFlight;
    }
}
