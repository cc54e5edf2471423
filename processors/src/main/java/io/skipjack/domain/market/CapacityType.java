package io.skipjack.domain.market;

import java.util.Locale;

/** How a provider sells a lease: cheap and to be taken back at any time, or kept until we end it. */
public enum CapacityType {
    SPOT,
    ON_DEMAND;

    /** The word used in YAML, tags and logs: {@code spot} or {@code on-demand}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
