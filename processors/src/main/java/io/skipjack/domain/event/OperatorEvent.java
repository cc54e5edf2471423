package io.skipjack.domain.event;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened, as the log keeps it.
 *
 * @param seq its place in the one sequence of all routers: from 1, rising, without a number that comes later than a greater
 *     one
 * @param at when it was noted, by the clock of the router that noted it
 * @param kind one of {@link EventKinds}
 * @param deployment whose; empty for what concerns all
 * @param subject what it happened to: a replica, a lease, a provider; empty for the deployment itself
 * @param text one sentence for operators, without secrets and addresses
 * @param facts the same for programs, by lower-case names
 */
public record OperatorEvent(
        long seq, Instant at, String kind, String deployment, String subject, String text, Map<String, String> facts) {
    public OperatorEvent {
        facts = Map.copyOf(facts);
    }
}
