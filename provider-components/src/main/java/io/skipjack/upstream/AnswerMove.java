package io.skipjack.upstream;

import io.skipjack.domain.resume.StreamOutlook;
import io.skipjack.processors.inference.Leaving;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer's move away from an upstream that goes: whose turn it is, and the place among the moves under way. */
final class AnswerMove {
    private static final long PAUSE_NANOS = 1_000_000_000;

    private @Nullable Leaving from;
    private boolean impossible;
    private long notBefore = System.nanoTime();

    /** Whether it is to move now; then {@link #isOver} or {@link #isImpossible} must follow. */
    boolean begins(Leaving leaving, Supplier<StreamOutlook> outlook) {
        long now = System.nanoTime();
        if (impossible || from != null || now - notBefore < 0 || !leaving.mayMove(outlook.get())) {
            return false;
        }
        notBefore = now + PAUSE_NANOS;
        from = leaving;
        return true;
    }

    /** It cannot go on elsewhere, so it stays: to its end or the upstream's, whichever comes first. */
    void isImpossible() {
        impossible = true;
        isOver();
    }

    /** It has moved, or nobody could take it. */
    void isOver() {
        Leaving moved = from;
        from = null;
        if (moved != null) {
            moved.moved();
        }
    }
}
