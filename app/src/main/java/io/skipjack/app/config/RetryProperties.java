package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retry budget: extra attempts running at once may be {@code max(budgetMin, budgetPercent of active requests)}. A
 * share of what is active, not a count per request: when everything fails, load on the upstreams grows by that share
 * and no more.
 *
 * @param budgetPercent of active requests, 0 to 100
 * @param budgetMin attempts always allowed, so that a quiet router can retry at all
 * @param maxUpstreamsPerTier distinct upstreams one request may fail on in a tier before its answer is an error
 */
public record RetryProperties(
        @Min(0) @Max(100) @DefaultValue("20") int budgetPercent,
        @Min(0) @DefaultValue("3") int budgetMin,
        @Min(1) @DefaultValue("2") int maxUpstreamsPerTier) {}
