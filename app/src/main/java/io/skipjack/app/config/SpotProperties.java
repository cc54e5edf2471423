package io.skipjack.app.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The spot tier's defaults: short time-outs, because another engine or the serverless tier stands by. */
public record SpotProperties(
        @NotBlank @DefaultValue("least-in-flight") String routingPolicy,
        @Min(1) @DefaultValue("64") int maxInFlightPerUpstream,
        @DurationMin @DefaultValue("30s") Duration slowStart,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration connectTimeout,
        @DurationMin(millis = 1) @DefaultValue("30s") Duration firstByteTimeout,
        @DurationMin(millis = 1) @DefaultValue("20s") Duration idleTimeout,
        @Min(0) @DefaultValue("256") int maxIdleConnections,
        @Valid @DefaultValue BreakerProperties breaker)
        implements TierProperties {}
