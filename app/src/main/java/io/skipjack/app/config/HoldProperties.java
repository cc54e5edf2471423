package io.skipjack.app.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Waiting for a tier while none can answer yet: a cold serverless endpoint, engines that are booting.
 *
 * @param maxWaiting requests that may wait; the next is 429. 0 never waits
 * @param deadline longest wait; then 503
 * @param heartbeat interval of the {@code : waiting} comments a streaming client sees
 * @param retryInterval how often a waiting request tries the tiers again
 */
public record HoldProperties(
        @Min(0) @DefaultValue("1000") int maxWaiting,
        @DurationMin(millis = 1) @DefaultValue("300s") Duration deadline,
        @DurationMin(millis = 10) @DefaultValue("5s") Duration heartbeat,
        @DurationMin(millis = 10) @DefaultValue("1s") Duration retryInterval) {}
