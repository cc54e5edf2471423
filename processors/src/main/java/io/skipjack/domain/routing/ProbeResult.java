package io.skipjack.domain.routing;

/** What an active probe of an upstream found. */
public enum ProbeResult {
    /** Its health path answered 2xx. */
    HEALTHY(true),
    /** It generated a real token: the only probe that says as much as a request does. */
    GENERATED(true),
    /** Its health path answered something else, or not in time. */
    UNHEALTHY(false),
    /** Nothing accepts connections at its address. */
    REFUSED(false),
    /** It looks healthy but could not generate a token in time. */
    GENERATION_FAILED(false);

    private final boolean good;

    ProbeResult(boolean good) {
        this.good = good;
    }

    /** Whether it speaks for the upstream. */
    public boolean good() {
        return good;
    }
}
