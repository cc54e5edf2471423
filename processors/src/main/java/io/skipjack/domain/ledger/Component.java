package io.skipjack.domain.ledger;

import io.skipjack.domain.market.CapacityType;
import java.util.Locale;

/** What money is spent on. */
public enum Component {
    /** Machines that may be taken back. */
    SPOT,
    /** Machines bought on demand, as a fleet's base or while no spot is to be had. */
    ON_DEMAND,
    /** Disks and addresses of those machines, which are charged apart. */
    STORAGE,
    /** Workers of serverless endpoints. */
    SERVERLESS,
    /** The routers' own machines. */
    ROUTER;

    static Component of(CapacityType capacity) {
        return switch (capacity) {
            case SPOT -> SPOT;
            case ON_DEMAND -> ON_DEMAND;
            case SERVERLESS -> SERVERLESS;
        };
    }

    /** The word used in tables, JSON and metrics: {@code on-demand}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
