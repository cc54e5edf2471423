package io.skipjack.processors.serverless;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to that threw.
 *
 * @param reason its message
 * @param retryAfter as the provider wants it; null when it did not say
 */
record CallFailed(String reason, @Nullable Duration retryAfter) {}
