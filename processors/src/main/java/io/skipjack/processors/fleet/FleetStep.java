package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetAction;
import java.util.List;

/**
 * Actions that a route carries out together.
 *
 * @param kind {@code launch}, {@code drain} or {@code end}: what routes choose by
 * @param actions one, but for the endings of one provider, which go in one call
 */
public record FleetStep(String kind, List<FleetAction> actions) {
    static final String LAUNCH = "launch";
    static final String DRAIN = "drain";
    static final String END = "end";

    /** The only action of a step that has one. */
    FleetAction action() {
        return actions.getFirst();
    }
}
