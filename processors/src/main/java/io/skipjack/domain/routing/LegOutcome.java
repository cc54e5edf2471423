package io.skipjack.domain.routing;

/**
 * How one leg (one attempt at one upstream) ended, and what follows from it.
 */
public enum LegOutcome {
    /** A whole answer: a finish reason or a complete body. */
    ANSWERED(false, false),
    /** The upstream refused the request itself (4xx); passed on, says nothing about its health. */
    REJECTED(false, false),
    /** The client left first. */
    CANCELLED(false, false),
    /** 429 or 503: full or draining; another upstream may answer, this one is backed off, not ejected as broken. */
    BUSY(true, false),
    /** A serverless endpoint that has no worker yet. */
    COLD(true, false),
    /** Connection refused, reset or timed out before it was up. */
    CONNECT_FAILED(true, true),
    /** 5xx, a malformed answer, or a connection closed before the first event. */
    FAILED(true, true),
    /** Nothing came within the first-byte time-out. */
    FIRST_BYTE_TIMEOUT(true, true),
    /** Died, went silent or reported an error after something had been sent to the client. */
    CUT(false, true);

    private final boolean replayable;
    private final boolean sick;

    LegOutcome(boolean replayable, boolean sick) {
        this.replayable = replayable;
        this.sick = sick;
    }

    /** Whether the request may be tried on another upstream, the client having seen nothing. */
    public boolean replayable() {
        return replayable;
    }

    /** Whether it counts against the upstream's health and the tier's circuit breaker. */
    public boolean sick() {
        return sick;
    }
}
