package io.skipjack.provider.sandbox.ec2;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an instance's metadata says about its end.
 *
 * @param shownAt from when on an interruption is to be seen; null for none
 * @param deadline when the instance is taken
 * @param rebalanceAt when the rebalance recommendation was given; null for none
 */
public record Notice(
        @Nullable Instant shownAt,
        @Nullable Instant deadline,
        @Nullable Instant rebalanceAt) {
    static final Notice NONE = new Notice(null, null, null);

    Notice rebalanced(Instant at) {
        return new Notice(shownAt, deadline, at);
    }

    Notice ending(Instant newShownAt, Instant newDeadline) {
        return new Notice(newShownAt, newDeadline, rebalanceAt);
    }

    /** The deadline, if it is to be seen now. */
    public @Nullable Instant visibleDeadline(Instant now) {
        return shownAt != null && !now.isBefore(shownAt) ? deadline : null;
    }
}
