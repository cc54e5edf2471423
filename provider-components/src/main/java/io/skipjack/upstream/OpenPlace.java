package io.skipjack.upstream;

import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.Reservation;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The place that a relay's present leg has on an upstream: taken, reported on and given back, with its span. */
final class OpenPlace {
    private final RelayContext context;
    private final Inference inference;
    private final @Nullable RequestTrace trace;
    private @Nullable Reservation place;
    private long startedNanos;
    private boolean failedAnew;
    private boolean paused;

    OpenPlace(RelayContext context, Inference inference) {
        this.context = context;
        this.inference = inference;
        this.trace = inference.traceOrNull();
    }

    /** A leg begins on the place that was reserved last. */
    Reservation begin() {
        Reservation taken = Objects.requireNonNull(inference.reservation(), "no upstream was chosen");
        place = taken;
        taken.begins();
        inference.legStarted();
        startedNanos = inference.legStartedNanos();
        if (trace != null) {
            trace.legStarted(inference, taken);
        }
        return taken;
    }

    /** Null between legs. */
    @Nullable
    Reservation now() {
        return place;
    }

    /**
     * Whether the leg that ended last says that its upstream is sick, and not only what another one has said before: of
     * those that an engine ends with, the tier's breaker counts one.
     */
    boolean failedAnew() {
        return failedAnew;
    }

    /** {@link System#nanoTime} when the latest leg began. */
    long startedNanos() {
        return startedNanos;
    }

    /**
     * The answer begins, or goes on, here.
     *
     * @param well whether it is one that says something good of the upstream
     */
    void answered(boolean well) {
        long now = System.nanoTime();
        Resuming resuming = context.resuming();
        if (resuming != null && inference.firstTokenNanos() == 0 && inference.legs() > 1) {
            resuming.book()
                    .resumed(inference, ResumeLevel.REPLAY, "failed", Duration.ofNanos(now - inference.startedNanos()));
        }
        inference.firstToken(now);
        inference.answeredByUpstream(true);
        Reservation here = place;
        if (here != null && well) {
            here.answered(Duration.ofNanos(now - startedNanos));
        }
        context.chooser().answered(inference);
        if (trace != null) {
            trace.answerBegan();
        }
    }

    /** Another upstream is asked to go on with the answer: for the books the leg is over, and its place is kept. */
    void pause() {
        paused = true;
        legEnded(LegOutcome.CANCELLED, "moved to another upstream");
    }

    /** None does: the answer goes on here, by another leg in the books. */
    void goOn() {
        Reservation here = place;
        if (here != null && paused) {
            paused = false;
            inference.reserve(here.upstream().tier(), here);
            inference.legStarted();
            if (trace != null) {
                trace.legStarted(inference, here);
            }
        }
    }

    /**
     * The leg has ended.
     *
     * @param reason of a failure, for operators; empty for none
     * @return the upstream's id; a question mark when there was no leg
     */
    String end(LegReport report, String reason) {
        Reservation ended = place;
        place = null;
        if (ended == null) {
            return "?";
        }
        failedAnew = report.outcome().sick() && ended.failsAnew();
        context.chooser().legEnded(ended, report);
        if (!paused) {
            legEnded(report.outcome(), reason);
        }
        paused = false;
        return ended.upstream().id();
    }

    private void legEnded(LegOutcome outcome, String reason) {
        inference.legEnded();
        if (trace != null) {
            trace.legEnded(outcome, reason);
        }
    }
}
