package io.skipjack.domain.fleet;

import java.time.Instant;

/**
 * One line that was written on a lease's machine, by its engine or while it booted.
 *
 * @param at when; near it where the machine did not say
 * @param text without the engine's key and token
 */
public record LeaseLog(Instant at, String text) {}
