package io.skipjack.domain.provider;

import io.skipjack.domain.serverless.EndpointRef;

/**
 * How many workers an endpoint is to have from now on.
 *
 * @param endpoint which
 * @param workersMin kept, 0 or more
 * @param workersMax at most
 */
public record ScaleRequest(EndpointRef endpoint, int workersMin, int workersMax) {}
