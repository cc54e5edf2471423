package io.skipjack.domain.provider;

import io.skipjack.domain.fleet.Lease;
import java.time.Instant;

/**
 * Which lines to show of what was written on a lease's machine.
 *
 * @param lease whose
 * @param since the oldest
 */
public record LeaseLogRequest(Lease lease, Instant since) {}
