package io.skipjack.e2e;

import java.time.Duration;

/**
 * What a soak of streams is made of. The pretend cloud's clock is fast, tokens come in real time.
 *
 * @param streams running at any time, each by a client that asks again as soon as its answer has ended
 * @param time of the pretend cloud
 * @param speed of its clock
 * @param replicas of spot that are kept up
 * @param every from one interruption to the next, by its clock
 * @param noticeShare of the interruptions, 0 to 1, that are announced as long before as AWS does; the others come at once
 * @param pace from token to token, in real time
 * @param shortest answer, in tokens
 * @param longest answer, in tokens
 */
record SoakPlan(
        int streams,
        Duration time,
        double speed,
        int replicas,
        Duration every,
        double noticeShare,
        Duration pace,
        int shortest,
        int longest) {
    /**
     * A thousand for ten minutes, of which fifty seconds pass here. With a quarter more replicas than they need, for that
     * many are going or booting at any time.
     */
    static final SoakPlan FULL = new SoakPlan(
            1_000, Duration.ofMinutes(10), 12, 40, Duration.ofSeconds(5), 0.5, Duration.ofMillis(300), 10, 60);

    /** What a build has time for. */
    static final SoakPlan SMALL = new SoakPlan(
            200, Duration.ofSeconds(150), 10, 10, Duration.ofSeconds(6), 0.5, Duration.ofMillis(150), 10, 60);

    SoakPlan with(int newStreams, Duration newTime, double newNoticeShare) {
        return new SoakPlan(newStreams, newTime, speed, replicas, every, newNoticeShare, pace, shortest, longest);
    }

    Duration realTime() {
        return Duration.ofNanos(Math.round(time.toNanos() / speed));
    }
}
