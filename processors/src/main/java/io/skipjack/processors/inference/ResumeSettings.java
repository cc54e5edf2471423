package io.skipjack.processors.inference;

import java.time.Duration;

/**
 * Bounds of resuming.
 *
 * @param enabled false: no answer is resumed, and engines are asked for nothing more than their clients ask for
 * @param maxResumes times one answer may go on elsewhere after it lost its upstream, 0 or more; 2 by default. Moves away from
 *     one that is about to go are not counted
 * @param maxWaiting answers that may wait for another upstream at once; those beyond end with an error; 2000 by default
 * @param deadline longest wait of one of them; 120 s by default
 * @param pause before one that nobody could take is tried again; 500 ms by default
 * @param maxPause how long an answer that is to move pauses at most while its next upstream is asked; 15 s by default
 * @param assembleFrom tokens that an answer that is not streamed must be allowed at least for the router to have it
 *     streamed and put it together, so that it too can go on elsewhere; 256 by default
 */
public record ResumeSettings(
        boolean enabled,
        int maxResumes,
        int maxWaiting,
        Duration deadline,
        Duration pause,
        Duration maxPause,
        int assembleFrom) {
    public static final ResumeSettings DEFAULT = new ResumeSettings(
            true, 2, 2_000, Duration.ofSeconds(120), Duration.ofMillis(500), Duration.ofSeconds(15), 256);
}
