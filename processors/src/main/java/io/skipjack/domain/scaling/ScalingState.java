package io.skipjack.domain.scaling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What scaling remembers of one deployment between two decisions. Kept in the store, so that a router that takes over
 * neither forgets a delay that is running nor begins one anew.
 *
 * @param wanted replicas wanted now
 * @param moreSince since when more would be needed; null when not
 * @param fewerSince since when fewer would do; null when not
 */
public record ScalingState(
        int wanted, @Nullable Instant moreSince, @Nullable Instant fewerSince) {
    /** Before the first decision. */
    public static ScalingState initial(ScalingPolicy policy) {
        return new ScalingState(policy.minReplicas(), null, null);
    }
}
