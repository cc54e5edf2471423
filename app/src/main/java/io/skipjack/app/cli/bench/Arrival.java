package io.skipjack.app.cli.bench;

import java.time.Duration;

/**
 * One request of a load.
 *
 * @param at when it is due, since the load began
 * @param ask what it is to be
 */
public record Arrival(Duration at, Ask ask) {}
