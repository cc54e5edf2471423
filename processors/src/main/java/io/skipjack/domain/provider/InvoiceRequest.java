package io.skipjack.domain.provider;

import io.skipjack.domain.serverless.EndpointRef;
import java.time.Instant;

/**
 * Which of a provider's charges to ask for.
 *
 * @param endpoint whose
 * @param from the first instant
 * @param until the first instant that does not count any more; after {@code from}
 */
public record InvoiceRequest(EndpointRef endpoint, Instant from, Instant until) {
    public InvoiceRequest {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("charges are asked for over some time");
        }
    }
}
