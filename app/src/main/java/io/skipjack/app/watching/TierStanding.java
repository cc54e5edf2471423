package io.skipjack.app.watching;

import io.skipjack.domain.deployment.Tier;

/**
 * How one tier of a deployment stands, in a word and a sentence.
 *
 * @param tier which
 * @param state whether it answers
 * @param reason why it is not as it should be, for operators; empty while it is
 */
public record TierStanding(Tier tier, State state, String reason) {
    /** Whether a tier answers. */
    public enum State {
        /** At least one upstream takes requests. */
        READY,
        /** None is there, as it should be while nobody asks: the next request starts one. */
        IDLE,
        /** None takes requests. */
        MISSING
    }

    /** Whether somebody should know. */
    public boolean troubled() {
        return state == State.MISSING || !reason.isEmpty();
    }

    /** With the tier's name before it. */
    public String sentence() {
        return tier.label() + ": " + reason;
    }
}
