package io.skipjack.app.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Marks with when they were made and until when they leave, by this router's own monotonic clock. Thread-safe. */
final class DrainingMarks {
    /** What is said again each second, with the time left at that second, is never quite the same. */
    private static final long SAME = Duration.ofSeconds(1).toNanos();
    /** Beyond it an end is as good as none; and its nanoseconds might overflow. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final long life;
    private final int most;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    /**
     * @param life after which a mark is forgotten
     * @param most marks at a time
     */
    DrainingMarks(Duration life, int most) {
        this.life = life.toNanos();
        this.most = most;
    }

    /** True when it is news: there was none, or it leaves sooner than was known. */
    boolean take(DrainingMark mark, long now) {
        marks.values().removeIf(known -> now - known.at() > life);
        Duration left = mark.left();
        Long end = left == null || left.compareTo(LONGEST) > 0 ? null : now + left.toNanos();
        boolean[] news = {false};
        marks.compute(mark.upstream(), (key, known) -> {
            if (known == null) {
                news[0] = marks.size() < most;
                return news[0] ? new Mark(now, end) : null;
            }
            news[0] = known.isLaterThan(end);
            return news[0] ? new Mark(known.at(), end) : known;
        });
        return news[0];
    }

    /** Those not forgotten, by name, with the time left to each now. */
    List<DrainingMark> present(long now) {
        List<DrainingMark> all = new ArrayList<>();
        marks.forEach((key, mark) -> {
            if (now - mark.at() <= life) {
                Long end = mark.end();
                all.add(new DrainingMark(key, end == null ? null : Duration.ofNanos(end - now)));
            }
        });
        all.sort(Comparator.comparing(DrainingMark::upstream));
        return List.copyOf(all);
    }

    private record Mark(long at, @Nullable Long end) {
        boolean isLaterThan(@Nullable Long other) {
            return other != null && (end == null || end - other > SAME);
        }
    }
}
