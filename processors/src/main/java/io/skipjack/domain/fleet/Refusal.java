package io.skipjack.domain.fleet;

import io.skipjack.domain.market.Offer;
import org.jspecify.annotations.Nullable;

/**
 * Why an offer was not given.
 *
 * @param offer which; null when it concerns all of the launch
 * @param kind what to do about it
 * @param code the provider's own, such as {@code InsufficientInstanceCapacity}
 * @param message for operators, with the next step where there is one
 */
public record Refusal(@Nullable Offer offer, Kind kind, String code, String message) {
    /** Of all of the launch, or of what is no launch. */
    public Refusal(Kind kind, String code, String message) {
        this(null, kind, code, message);
    }

    boolean isFatal() {
        return kind == Kind.FATAL;
    }

    /** What to do about a refusal. */
    public enum Kind {
        /** This pool has none now: another pool may. */
        CAPACITY,
        /** A quota of the account is used up: no use asking for this capacity type in this region for long. */
        QUOTA,
        /** Wrong until somebody changes it: rights, image, parameters. */
        FATAL
    }
}
