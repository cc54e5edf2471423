package io.skipjack.domain.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one stream of answers that overlap: each line once, in order of time.
 *
 * <p>A line is told apart by all that is in it. Of lines that are alike, as many are new as an answer has more of than any
 * before it; so lines that share an instant are neither lost nor told twice. A new line is held until every source has
 * been heard up to its time and a settling time more, or for {@link #LONGEST}; what is older and came meanwhile is told
 * first. What comes later than that is told all the same, after what is younger: to be out of order is better than to be
 * lost.
 *
 * <p>Answers of one router say which lines it has first seen since the last one; from another router, or one that was
 * restarted, all within {@link #MEMORY} are asked for again. Not safe for many threads.
 */
public final class LogFollow {
    /** How late a line may come, and how long told lines are remembered. */
    public static final Duration MEMORY = Duration.ofMinutes(30);

    /** How long a line waits for sources that are not heard. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** Between a router's taking the time of an answer and its reading the lines; and a clock that is set. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Duration settling;
    private final Map<LogLine, Integer> known = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private @Nullable Instant start;
    private @Nullable Instant answeredAt;
    private Instant heardUntil = Instant.MIN;
    private String teller = "";
    private boolean sameTeller;

    /** @param settling how late sources show their lines; zero for not at all */
    public LogFollow(Duration settling) {
        this.settling = settling;
    }

    private record Held(LogLine line, Instant receivedAt) {}

    /**
     * An answer of a router.
     *
     * @param teller names the router and its start
     * @param since the oldest line that was asked for
     * @param at when, by its clock
     * @param heardUntil until when every source that can be asked was heard
     * @param lines in order of time
     */
    public record Answer(String teller, Instant since, Instant at, Instant heardUntil, List<LogLine> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }

    /** The oldest line to ask for; null before the first answer. */
    public @Nullable Instant since() {
        Instant at = answeredAt;
        Instant first = start;
        if (at == null || first == null) {
            return null;
        }
        Instant oldest = at.minus(MEMORY);
        return oldest.isBefore(first) ? first : oldest;
    }

    /** Lines that the router saw before this need not be in its answer; null when all must. */
    public @Nullable Instant seenSince() {
        return answeredAt == null || !sameTeller ? null : answeredAt.minus(OVERLAP);
    }

    /** Takes an answer in. */
    public void take(Answer answer) {
        if (start == null) {
            start = answer.since();
        }
        sameTeller = teller.isEmpty() || teller.equals(answer.teller());
        teller = answer.teller();
        answeredAt = answer.at();
        heardUntil = answer.heardUntil();
        Map<LogLine, Integer> counts = new HashMap<>();
        for (LogLine line : answer.lines()) {
            int count = counts.merge(line, 1, Integer::sum);
            if (count > known.getOrDefault(line, 0)) {
                known.put(line, count);
                held.add(new Held(line, answer.at()));
            }
        }
        Instant oldest = answer.at().minus(MEMORY);
        known.keySet().removeIf(line -> line.at().isBefore(oldest));
    }

    /** What has settled by then, in order of time; also what has not yet but is older. */
    public List<LogLine> settled(Instant now) {
        Instant until = held.stream()
                .filter(each ->
                        isHeard(each.line()) || !each.receivedAt().plus(LONGEST).isAfter(now))
                .map(each -> each.line().at())
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (until == null) {
            return List.of();
        }
        List<LogLine> told = held.stream()
                .map(Held::line)
                .filter(line -> !line.at().isAfter(until))
                .sorted(LogLine.BY_TIME)
                .toList();
        held.removeIf(each -> !each.line().at().isAfter(until));
        return told;
    }

    private boolean isHeard(LogLine line) {
        return !line.at().plus(settling).isAfter(heardUntil);
    }
}
