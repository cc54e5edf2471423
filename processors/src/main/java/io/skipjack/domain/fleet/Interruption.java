package io.skipjack.domain.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's word that a lease ends or may end.
 *
 * @param kind how sure it is
 * @param noticedAt when the notice was given, as far as is known
 * @param deadline when the lease ends; null for a mere risk
 */
public record Interruption(
        Kind kind, Instant noticedAt, @Nullable Instant deadline) {

    private static final Duration USUAL_NOTICE = Duration.ofMinutes(2);
    /** For the answers that are cut off to be taken up elsewhere while the engine can still say how far it got. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** How sure an end is. */
    public enum Kind {
        /** More likely than before (EC2's rebalance recommendation): worth a replacement, no reason to hurry. */
        RISK,
        /** At the deadline, two minutes on at most. */
        END
    }

    /** When the lease ends: two minutes after the notice where it named no deadline. */
    public Instant endsAt() {
        return deadline == null ? noticedAt.plus(USUAL_NOTICE) : deadline;
    }

    /** Before which what runs on the lease should be elsewhere. */
    public Instant cutAt() {
        return endsAt().minus(MARGIN);
    }

    /** Of two notices for one lease the graver counts, and of two ends the earlier: notices come twice and out of order. */
    public Interruption merge(Interruption other) {
        if (kind != other.kind) {
            return kind == Kind.END ? this : other;
        }
        if (deadline == null || other.deadline == null) {
            return noticedAt.isAfter(other.noticedAt) ? other : this;
        }
        return deadline.isAfter(other.deadline) ? other : this;
    }
}
