package io.skipjack.domain.serverless;

/**
 * An endpoint as its provider shows it, without waking it.
 *
 * @param phase what it is at
 * @param workers that run or start, and are paid for; 0 or more
 * @param detail the provider's own words where it has any, else empty
 */
public record EndpointSight(EndpointPhase phase, int workers, String detail) {
    /** Of one that is not there. */
    public static final EndpointSight ABSENT = new EndpointSight(EndpointPhase.ABSENT, 0, "");
}
