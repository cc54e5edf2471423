package io.skipjack.app.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One upstream, as one router sees it.
 *
 * @param ready by its probes
 * @param inFlight requests that this router has open on it
 * @param ejectedUntil until when this router sends it none; null when it does
 */
public record UpstreamSight(
        boolean ready, int inFlight, @Nullable Instant ejectedUntil) {}
