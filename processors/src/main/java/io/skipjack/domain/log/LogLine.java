package io.skipjack.domain.log;

import java.time.Instant;
import java.util.Comparator;

/**
 * One line that a component of a deployment wrote.
 *
 * @param at when, by the clock of who wrote it
 * @param source who: a router's name, a replica, or a provider
 * @param text without secrets
 */
public record LogLine(Instant at, LogComponent component, String source, String text) {
    /** By time alone, so that a stable sort keeps the order in which one source wrote within an instant. */
    public static final Comparator<LogLine> BY_TIME = Comparator.comparing(LogLine::at);
}
