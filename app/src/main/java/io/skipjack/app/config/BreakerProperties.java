package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A tier's circuit breaker: opens when {@code failurePercent} of the calls in the last {@code windowSeconds} failed,
 * lets {@code halfOpenCalls} through after {@code openSeconds}, and closes when they succeed. Bare seconds, because the
 * routes hand these values to Camel, which takes numbers only.
 *
 * @param failurePercent 1 to 100
 * @param minimumCalls calls in the window before the share means anything
 * @param windowSeconds length of the window
 * @param openSeconds how long callers are turned away before the tier is tried again
 * @param halfOpenCalls trial calls
 */
public record BreakerProperties(
        @Min(1) @Max(100) @DefaultValue("50") int failurePercent,
        @Min(1) @DefaultValue("20") int minimumCalls,
        @Min(1) @DefaultValue("10") int windowSeconds,
        @Min(1) @DefaultValue("5") int openSeconds,
        @Min(1) @DefaultValue("5") int halfOpenCalls) {}
