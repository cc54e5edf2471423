package io.skipjack.app.events;

import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.StatusSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads wait until the status has changed. It is made once a second for all that wait, and not at all while none
 * does. Times that only say how old something is do not count as changes.
 */
final class StatusFeed {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Set<String> AGES = Set.of("age_seconds", "seconds");
    private static final String WHEN = "at";

    private final StatusSource source;
    private final JsonText json;
    private Document newest = new Document(0, "");
    private Object compared = Map.of();
    private long lookedAt = System.nanoTime() - LOOK_NANOS;

    /**
     * A status.
     *
     * @param version rises with each change
     * @param json in one line
     */
    record Document(long version, String json) {}

    StatusFeed(StatusSource source, JsonText json) {
        this.source = source;
        this.json = json;
    }

    /** Waits until there is a later version, or for so long. @return the latest there is */
    synchronized Document await(long seen, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        look();
        for (long left = most.toNanos(); newest.version() <= seen && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_NANOS));
            look();
        }
        return newest;
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        Map<String, Object> status = source.status();
        Map<String, Object> lasting = new LinkedHashMap<>(status);
        lasting.remove(WHEN);
        Object comparable = withoutAges(lasting);
        long version = comparable.equals(compared) ? newest.version() : newest.version() + 1;
        compared = comparable;
        newest = new Document(version, new String(json.of(status), StandardCharsets.UTF_8));
        notifyAll();
    }

    private static Object withoutAges(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> kept = new LinkedHashMap<>();
                map.forEach((key, each) -> {
                    if (!AGES.contains(String.valueOf(key)) && each != null) {
                        kept.put(key, withoutAges(each));
                    }
                });
                yield kept;
            }
            case List<?> list -> list.stream().map(StatusFeed::withoutAges).toList();
            default -> value;
        };
    }
}
