package io.skipjack.domain.serverless;

import io.skipjack.domain.fleet.Backoff;
import io.skipjack.domain.fleet.Refusal;
import java.time.Duration;

/**
 * How long things may take before something is done about an endpoint.
 *
 * @param statusInterval between two looks at an endpoint that is quiet; 30 s by default. One that starts is looked at
 *     each turn
 * @param deployTimeout from the intent until it is there; 30 min by default. Then the next best provider is tried, where
 *     the user named none
 * @param refusedFor how long a provider that refused a deployment is not asked for it again; 1 h by default, half of it
 *     for a quota, a twentieth where it only had no GPU left
 * @param backoff pause after a call that failed, doubled each time; 2 s by default
 * @param maxBackoff at most; 10 min by default
 */
public record EndpointTiming(
        Duration statusInterval, Duration deployTimeout, Duration refusedFor, Duration backoff, Duration maxBackoff) {

    public static final EndpointTiming DEFAULT = new EndpointTiming(
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10));

    /** How long a refusal of that kind holds. */
    Duration refusedFor(Refusal.Kind kind) {
        return switch (kind) {
            case CAPACITY -> refusedFor.dividedBy(20);
            case QUOTA -> refusedFor.dividedBy(2);
            case FATAL -> refusedFor;
        };
    }

    /** The pause after so many failures in a row. */
    Duration pause(int failures) {
        return Backoff.pause(backoff, maxBackoff, failures);
    }
}
