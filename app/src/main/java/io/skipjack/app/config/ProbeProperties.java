package io.skipjack.app.config;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Asking upstreams whether they are ready: {@code /health} often, and one real token seldom, because an engine whose
 * GPU has failed may still answer {@code /health} with 200.
 *
 * @param healthInterval between two {@code /health} probes of an upstream
 * @param generationInterval between two one-token probes of an upstream; 0s asks for none
 * @param timeout of one probe
 * @param healthyAfter good probes in a row that make it ready
 * @param unhealthyAfter bad probes in a row that make it not ready
 */
public record ProbeProperties(
        @DurationMin(millis = 10) @DefaultValue("2s") Duration healthInterval,
        @DurationMin @DefaultValue("60s") Duration generationInterval,
        @DurationMin(millis = 10) @DefaultValue("5s") Duration timeout,
        @Min(1) @DefaultValue("2") int healthyAfter,
        @Min(1) @DefaultValue("3") int unhealthyAfter) {}
