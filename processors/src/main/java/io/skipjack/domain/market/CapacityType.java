package io.skipjack.domain.market;

import java.util.Locale;

/** How a provider sells GPUs: cheap and to be taken back at any time, kept until we end it, or there when it is asked. */
public enum CapacityType {
    SPOT,
    ON_DEMAND,
    SERVERLESS;

    /** The word used in YAML, tags and logs: {@code spot}, {@code on-demand} or {@code serverless}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
