package io.skipjack.domain.deployment;

import java.util.Locale;

/** Where GPU time comes from: interruptible and cheap, or at once and at a premium. */
public enum Tier {
    SPOT,
    SERVERLESS;

    /** The word used in YAML, headers, metrics and logs: {@code spot} or {@code serverless}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
