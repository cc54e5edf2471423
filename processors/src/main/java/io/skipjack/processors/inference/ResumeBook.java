package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeLevel;
import java.time.Duration;

/** Where resumes are booked. Called on event loops; must not block. */
public interface ResumeBook {
    /**
     * An answer has gone on.
     *
     * @param reason why it had to: {@code cut}, {@code handover} or {@code failed} (before anything was sent)
     * @param seam between its upstream's loss, or the last of it, and the next upstream's first token
     */
    void resumed(Inference inference, ResumeLevel level, String reason, Duration seam);

    /**
     * An answer has not.
     *
     * @param level the one tried; {@link ResumeLevel#NONE} when none could be
     * @param reason the label of a {@link io.skipjack.domain.resume.ResumeRefusal}
     */
    void refused(Inference inference, ResumeLevel level, String reason);
}
