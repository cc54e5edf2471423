package io.skipjack.domain.serverless;

import java.time.Instant;

/**
 * One line that an endpoint's worker wrote.
 *
 * @param at when
 * @param text without secrets of ours
 */
public record EndpointLog(Instant at, String text) {}
