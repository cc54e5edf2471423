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
    /**
     * An engine is told to stop as soon as the notice is there, and cuts what still runs well before the machine goes: 95 s
     * on, where the lease has two minutes. Of a shorter notice it is as large a share.
     */
    private static final Duration MARGIN = Duration.ofSeconds(25);

    private static final int SHARE_OF_NOTICE = 4;

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
        Instant end = endsAt();
        Duration share = Duration.between(noticedAt, end).dividedBy(SHARE_OF_NOTICE);
        Duration margin = share.compareTo(MARGIN) < 0 ? share : MARGIN;
        return margin.isNegative() ? end : end.minus(margin);
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
