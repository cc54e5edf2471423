package io.skipjack.domain.provider;

import io.skipjack.domain.serverless.EndpointRef;
import java.time.Instant;

/**
 * Which lines to show of what an endpoint's workers wrote.
 *
 * @param endpoint whose
 * @param since the oldest
 */
public record LogRequest(EndpointRef endpoint, Instant since) {}
