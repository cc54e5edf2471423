package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.Upstream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place in flight on one upstream, from choosing it until its leg has ended. Given back exactly once, by whichever of
 * {@link #ended} and {@link #unused} comes first.
 */
public interface Reservation {
    Upstream upstream();

    /** What the upstream wants to see; null for nothing. */
    @Nullable
    CredentialRef credential();

    /** After which the upstream gives a request up; null for no such limit. */
    default @Nullable Duration maxRequestTime() {
        return null;
    }

    /** Its leg begins: from here on {@link #ended} gives it back, and {@link #unused} does nothing. */
    default void begins() {}

    /** What the upstream does when asked for token ids, as far as known. */
    default TokenIds tokenIds() {
        return TokenIds.REFUSED;
    }

    /** What it did. */
    default void tokenIds(TokenIds seen) {}

    /** The upstream's departure, once it is told to go; null while it stays. Cheap: to be asked at each event. */
    default @Nullable Leaving leaving() {
        return null;
    }

    /** The answer has begun: its time to first token counts now, not when a long stream has ended. */
    void answered(Duration ttft);

    /**
     * Whether a failure of its leg says anything new: not when the upstream has failed another one since it began. What ends
     * an engine ends all that runs on it, and is one event, not a hundred. To be asked once.
     */
    default boolean failsAnew() {
        return true;
    }

    /** The leg has ended: books what it says of the upstream. */
    void ended(LegReport report);

    /** No leg was made: says nothing of the upstream. */
    void unused();
}
