package io.skipjack.processors.inference;

import java.time.Duration;

/**
 * How requests wait that nobody can answer yet.
 *
 * @param maxWaiting requests waiting at once
 * @param deadline from a request's arrival until it is given up with 503
 * @param retryInterval the longest a request waits before it looks again, should no upstream have become ready
 */
public record HoldSettings(int maxWaiting, Duration deadline, Duration retryInterval) {}
