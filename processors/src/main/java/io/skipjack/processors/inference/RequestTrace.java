package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.routing.LegOutcome;
import java.util.function.BiConsumer;

/**
 * One request's trace: a span of its own and one for each leg, one leg at a time. Called on the request's event loop; must
 * not block. It learns of the request's end through {@link Inference#whenEnded}.
 */
public interface RequestTrace {
    /** 32 hexadecimal digits, as in {@code traceparent}. */
    String traceId();

    /** A leg begins, on the place that the request has reserved. */
    void legStarted(Inference inference, Reservation place);

    /** The present leg goes on with what others have said; told again when it is asked in another way. */
    void legGoesOn(ResumeLevel level);

    /** The same for a request that may have no trace. */
    static void legGoesOn(Inference inference, ResumeLevel level) {
        RequestTrace trace = inference.traceOrNull();
        if (trace != null) {
            trace.legGoesOn(level);
        }
    }

    /** Hands over the headers by which the upstream of the present leg goes on with the trace. */
    void passOn(BiConsumer<String, String> headers);

    /** The client sees the answer from here on. */
    void answerBegan();

    /**
     * The present leg has ended.
     *
     * @param reason of a failure, for operators; empty for none
     */
    void legEnded(LegOutcome outcome, String reason);
}
