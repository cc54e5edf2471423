package io.skipjack.domain.routing;

/**
 * No upstream of a tier could answer and nothing has been sent to the client: the caller may try another tier, or
 * wait. Its message is for the log only. Carries no stack trace: it is an everyday event, not an incident.
 */
public final class UpstreamUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean sick;

    /** Nobody to ask: none ready, all full, or no retry left. */
    public UpstreamUnavailableException(String message) {
        this(message, false);
    }

    /**
     * @param sick whether the upstream that was asked is at fault, so that it counts for the tier's circuit breaker
     */
    public UpstreamUnavailableException(String message, boolean sick) {
        super(message, null, false, false);
        this.sick = sick;
    }

    public boolean sick() {
        return sick;
    }
}
