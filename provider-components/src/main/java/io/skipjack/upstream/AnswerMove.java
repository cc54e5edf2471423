package io.skipjack.upstream;

import io.skipjack.domain.resume.ResumableRequest;
import io.skipjack.domain.resume.StreamOutlook;
import io.skipjack.openai.Transcript;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.Leaving;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer's moves away from upstreams that go: whose turn it is, and the place among the moves under way. They are not
 * counted among its resumes, of which there may be only so many lest it breaks one engine after the other: an upstream that
 * goes was not broken by it.
 */
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

    /** How long an answer may still take, as far as can be told. */
    static StreamOutlook outlook(Inference inference, Transcript transcript) {
        long spent = System.nanoTime() - inference.firstTokenNanos();
        int most = inference.request().resume().request().maxTokens();
        int said = transcript.generated();
        Duration perToken = said < 2 ? Duration.ZERO : Duration.ofNanos(spent / said);
        return new StreamOutlook(
                most == ResumableRequest.NO_LIMIT ? StreamOutlook.UNBOUNDED : Math.max(0, most - said), perToken);
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
