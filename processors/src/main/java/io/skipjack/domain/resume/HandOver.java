package io.skipjack.domain.resume;

import java.time.Duration;
import java.time.Instant;

/**
 * What a running answer does when its upstream goes, and why.
 *
 * <p>One that ends in time stays. Any other has the first half of the time to end by itself, because most are short and
 * name no bound; in the second half it moves. Moves go a few at a time, so that those who take them over are not all asked
 * to read prompts at once: but as soon as twice the time they need is all there is, they begin, and as soon as a few at a
 * time is too slow, more go at once. So all are over before {@code by - margin}, if each takes at most {@link #MOVE} and
 * answers ask at least as often.
 */
public enum HandOver {
    NO_DEADLINE(Step.STAY, "nothing cuts it off"),
    ENDS_IN_TIME(Step.STAY, "it ends before the upstream goes"),
    MAY_YET_END(Step.WAIT, "it may yet end by itself, and there is time"),
    OTHERS_FIRST(Step.WAIT, "others move, and there is time"),
    ITS_TURN(Step.MOVE, "it would not end before the upstream goes"),
    HURRIES(Step.MOVE, "the upstream goes, and a few at a time would be too slow");

    /** What follows. */
    public enum Step {
        /** It need not move, as far as can be told now. */
        STAY,
        /** It is to ask again, soon: at each event, and about once a second when none comes. */
        WAIT,
        /** Now. */
        MOVE
    }

    /** What a move is reckoned to take: a connection, a place and the prompt read anew. */
    static final Duration MOVE = Duration.ofSeconds(2);

    private final Step step;
    private final String reason;

    HandOver(Step step, String reason) {
        this.step = step;
        this.reason = reason;
    }

    /** Decides for one answer; to be asked again whenever it is not {@link Step#MOVE}, for all of it may change. */
    public static HandOver decide(StreamOutlook stream, Departure departure, Moves moves, Instant now) {
        Instant by = departure.by();
        if (by == null) {
            return NO_DEADLINE;
        }
        Instant end = by.minus(departure.margin());
        Duration left = Duration.between(now, end);
        Duration longest = stream.longest();
        if (longest != null && longest.compareTo(left) <= 0) {
            return ENDS_IN_TIME;
        }
        if (isEarly(departure.since(), end, now) && isAmple(left, departure.atOnce(), moves)) {
            return MAY_YET_END;
        }
        if (moves.underWay() < departure.atOnce()) {
            return ITS_TURN;
        }
        return moves.underWay() < needed(left, moves) ? HURRIES : OTHERS_FIRST;
    }

    private static boolean isEarly(Instant since, Instant end, Instant now) {
        return now.isBefore(since.plus(Duration.between(since, end).dividedBy(2)));
    }

    /** Whether the moves need less than half of the time. */
    private static boolean isAmple(Duration left, int atOnce, Moves moves) {
        int rounds = Math.ceilDiv(moves.left(), atOnce);
        return MOVE.multipliedBy(2L * rounds).compareTo(left) < 0;
    }

    /** How many must be under way at once to be done in time; all of them once there is no time for two in a row. */
    private static long needed(Duration left, Moves moves) {
        long rounds = left.isNegative() ? 1 : Math.max(1, left.dividedBy(MOVE));
        return Math.ceilDiv(moves.left(), rounds);
    }

    public Step step() {
        return step;
    }

    /** For operators. */
    public String reason() {
        return reason;
    }
}
