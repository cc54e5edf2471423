package io.skipjack.domain.fleet;

import java.time.Instant;

/**
 * When a lease stopped being paid for.
 *
 * @param at first instant that is not paid for any more
 * @param byProvider whether the provider took it back, which some do not charge for; not so where we ended it after its
 *     notice
 * @param said whether the provider named the instant; else it is when we first saw that it had ended, which is later
 */
public record LeaseEnd(Instant at, boolean byProvider, boolean said) {}
