package io.skipjack.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusFeedTest {
    private final AtomicInteger made = new AtomicInteger();
    private volatile String state = "starting";
    private final StatusFeed feed =
            new StatusFeed(this::status, value -> value.toString().getBytes());

    @Test
    void agesAloneAreNoChangeAndAnythingElseIs() throws InterruptedException {
        StatusFeed.Document first = feed.await(0, Duration.ofSeconds(5));
        assertThat(first.version()).isEqualTo(1);
        assertThat(feed.await(1, Duration.ofMillis(1100)).version()).isEqualTo(1);

        state = "ready";

        StatusFeed.Document second = feed.await(1, Duration.ofSeconds(5));
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.json()).contains("ready");
    }

    @Test
    void itIsMadeOnceForAllThatWait() {
        List<CompletableFuture<Void>> readers = IntStream.range(0, 20)
                .mapToObj(reader -> CompletableFuture.runAsync(this::readOnce))
                .toList();
        readers.forEach(CompletableFuture::join);

        assertThat(made).hasValueLessThan(3);
    }

    private void readOnce() {
        try {
            feed.await(0, Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> status() {
        int age = made.incrementAndGet();
        Map<String, Object> replica = new HashMap<>();
        replica.put("state", state);
        replica.put("age_seconds", age);
        replica.put("ended_at", null);
        replica.put("steps", List.of(Map.of("step", "running", "seconds", age)));
        return Map.of("at", "t" + age, "replicas", List.of(replica));
    }
}
