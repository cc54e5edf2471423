package io.skipjack.app.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The serverless tier's defaults: patient, because a cold start takes minutes and nothing stands behind it. */
public record ServerlessProperties(
        @NotBlank @DefaultValue("least-in-flight") String routingPolicy,
        @Min(1) @DefaultValue("1000") int maxInFlightPerUpstream,
        @DurationMin @DefaultValue("0s") Duration slowStart,
        @DurationMin(millis = 1) @DefaultValue("5s") Duration connectTimeout,
        @DurationMin(millis = 1) @DefaultValue("300s") Duration firstByteTimeout,
        @DurationMin(millis = 1) @DefaultValue("60s") Duration idleTimeout,
        @Min(0) @DefaultValue("256") int maxIdleConnections,
        @Valid @DefaultValue BreakerProperties breaker)
        implements TierProperties {}
