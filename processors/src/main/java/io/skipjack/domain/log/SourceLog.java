package io.skipjack.domain.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a router has read of one source's log, so that a provider is asked as seldom for many followers as for one.
 *
 * <p>It is due to be asked when the last time was long enough ago, or, once for each, when somebody wants lines that are
 * older than those read. Then only what came since the newest line is asked for, with an overlap for lines that come late;
 * of lines that are alike as many are kept as the fullest answer had. Safe for many threads.
 */
public final class SourceLog {
    /** The oldest go when there are more. */
    static final int MOST = 5_000;

    /** As late as a provider may show a line. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    /** A question of which nothing was heard for as long was lost. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private List<Seen> lines = List.of();
    private @Nullable Instant from;
    private @Nullable Instant askedAt;
    private @Nullable Instant heardUntil;
    private @Nullable Instant problemSince;
    private String problem = "";
    private boolean asking;
    private boolean answered;

    /**
     * A line, and when this router first saw it.
     *
     * @param line as the source wrote it
     * @param seenAt by the router's clock
     */
    public record Seen(LogLine line, Instant seenAt) {}

    /** What cannot be said of a source, and since when it has been so. */
    public record Trouble(Instant since, String text) {}

    /**
     * Takes the right to ask the source now; whoever got it must call {@link #took} or {@link #failed}.
     *
     * @param since the oldest line that is wanted
     * @param pause since the source was last asked
     * @return from when on to ask; null when it is not to be asked now
     */
    public synchronized @Nullable Instant begin(Instant since, Duration pause, Instant now) {
        boolean older = from == null || since.isBefore(from);
        boolean rested = askedAt == null || !askedAt.plus(pause).isAfter(now);
        boolean busy = asking && askedAt != null && askedAt.plus(LOST).isAfter(now);
        if (busy || !(rested || (older && problem.isEmpty()))) {
            return null;
        }
        asking = true;
        askedAt = now;
        return older || lines.isEmpty()
                ? earlier(since, from)
                : lines.getLast().line().at().minus(OVERLAP);
    }

    private static Instant earlier(Instant since, @Nullable Instant from) {
        return from == null || since.isBefore(from) ? since : from;
    }

    /** The source has answered what {@link #begin} asked for. */
    public synchronized void took(Instant asked, List<LogLine> answer, Instant now) {
        Map<LogLine, Integer> known = new HashMap<>();
        lines.forEach(seen -> known.merge(seen.line(), 1, Integer::sum));
        Map<LogLine, Integer> counts = new HashMap<>();
        List<Seen> all = new ArrayList<>(lines);
        for (LogLine line : answer) {
            if (counts.merge(line, 1, Integer::sum) > known.getOrDefault(line, 0)) {
                all.add(new Seen(line, now));
            }
        }
        all.sort((one, other) -> LogLine.BY_TIME.compare(one.line(), other.line()));
        lines = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
        from = earlier(asked, from);
        heardUntil = askedAt;
        asking = false;
        answered = true;
        problem = "";
    }

    /** The source could not be asked; what was read before stays. */
    public synchronized void failed(String why, Instant now) {
        asking = false;
        if (!why.equals(problem) || problemSince == null) {
            problem = why;
            problemSince = now;
        }
    }

    /** The lines read so far that are no older than this, in order of time. */
    public synchronized List<Seen> since(Instant since) {
        return lines.stream().filter(seen -> !seen.line().at().isBefore(since)).toList();
    }

    /** Why its last lines may be missing; null when they are not. */
    public synchronized @Nullable Trouble trouble() {
        if (!problem.isEmpty() && problemSince != null) {
            return new Trouble(problemSince, problem);
        }
        return asking && !answered && askedAt != null
                ? new Trouble(askedAt, "it was asked and has not answered yet; ask again")
                : null;
    }

    /** Until when its lines are known, but for those that it shows late; null when they are not. */
    public synchronized @Nullable Instant heardUntil() {
        return problem.isEmpty() ? heardUntil : null;
    }

    /** When it was last asked; null for never. */
    public synchronized @Nullable Instant askedAt() {
        return askedAt;
    }
}
