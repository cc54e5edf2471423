package io.skipjack.app.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Going on with an answer elsewhere when its upstream is lost.
 *
 * @param enabled false: no answer is; a deployment's {@code resume: false} and a request's {@code x-skipjack-resume: off}
 *     switch it off for less
 * @param maxPerRequest times one answer may go on elsewhere after it lost its upstream; the last time serverless is tried
 *     first. Moves away from one that is about to go are not counted
 * @param maxWaiting answers that may wait for another upstream at once; those beyond end with an error event
 * @param deadline longest wait of one of them
 * @param maxPause how long an answer that is to move pauses at most while its next upstream is asked; then it goes on where it
 *     is, and tries again
 * @param assembleFrom tokens that an answer that is not streamed must be allowed at least for it to be resumed rather
 *     than begun anew
 * @param maxBytesPerAnswer kept of one answer: token ids, 4 bytes each, and text; a larger one is not resumed
 * @param maxBytes kept of all answers together
 */
public record ResumeProperties(
        @DefaultValue("true") boolean enabled,
        @Min(0) @Max(10) @DefaultValue("2") int maxPerRequest,
        @Min(0) @DefaultValue("2000") int maxWaiting,
        @DurationMin(millis = 1) @DefaultValue("120s") Duration deadline,
        @DurationMin(millis = 1) @DefaultValue("15s") Duration maxPause,
        @Min(1) @DefaultValue("256") int assembleFrom,
        @Min(0) @DefaultValue("1048576") int maxBytesPerAnswer,
        @Min(0) @DefaultValue("268435456") long maxBytes) {}
