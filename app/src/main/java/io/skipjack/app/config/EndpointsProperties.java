package io.skipjack.app.config;

import io.skipjack.domain.serverless.EndpointTiming;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The serverless endpoints that the router deploys and destroys by itself: how often it decides, and how long it waits.
 * The keys from {@code statusInterval} on are {@link EndpointTiming}'s, where each is explained.
 *
 * @param interval between two looks of the leader at what is wanted and what is there
 * @param followInterval between two looks of every router at the endpoints in the store
 * @param sweepInterval between two searches for endpoints that nobody remembers; two in a row end one
 */
public record EndpointsProperties(
        @DurationMin(millis = 100) @DefaultValue("5s") Duration interval,
        @DurationMin(millis = 100) @DefaultValue("1s") Duration followInterval,
        @DurationMin(millis = 100) @DefaultValue("5m") Duration sweepInterval,
        @DurationMin(millis = 100) @DefaultValue("30s") Duration statusInterval,
        @DurationMin(seconds = 1) @DefaultValue("30m") Duration deployTimeout,
        @DurationMin @DefaultValue("1h") Duration refusedFor,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration backoff,
        @DurationMin(millis = 1) @DefaultValue("10m") Duration maxBackoff) {

    /** How long things may take, as the domain reckons with it. */
    public EndpointTiming timing() {
        return new EndpointTiming(statusInterval, deployTimeout, refusedFor, backoff, maxBackoff);
    }

    @AssertTrue(message = "endpoints.max-backoff must be at least endpoints.backoff")
    boolean isMaxBackoffAtLeastBackoff() {
        return maxBackoff.compareTo(backoff) >= 0;
    }
}
