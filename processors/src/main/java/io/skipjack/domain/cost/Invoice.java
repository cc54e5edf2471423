package io.skipjack.domain.cost;

import java.time.Instant;

/**
 * What a provider itself says that it charges for an endpoint over a stretch of time. It takes the place of what was
 * estimated for that stretch.
 *
 * @param from first instant it covers
 * @param until first instant it does not cover any more; after {@code from}
 * @param amount charged
 * @param source where the provider says so, such as {@code GET /v2/billing/serverless}
 */
public record Invoice(Instant from, Instant until, Money amount, String source) {
    public Invoice {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("an invoice covers some time");
        }
    }
}
