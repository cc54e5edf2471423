package io.skipjack.app.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skipjack.app.state.Database;
import io.skipjack.app.state.JdbcEventLog;
import io.skipjack.app.state.StoreSettings;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger told = new AtomicInteger();
    private Instant now = NOW;
    private Database database;
    private JdbcEventLog log;
    private EventWriter writer;

    @BeforeEach
    void begin() {
        database = new Database(StoreSettings.in(folder));
        log = new JdbcEventLog(database);
        writer = new EventWriter(log, () -> now, Duration.ofDays(30), meters, told::incrementAndGet);
    }

    @AfterEach
    void end() throws InterruptedException {
        writer.close();
        database.close();
    }

    @Test
    void whatIsNotedIsWrittenInItsOrderWithTheTimeItWasNotedAt() {
        database.open();
        IntStream.range(0, 600).forEach(i -> writer.note(note("n" + i)));
        now = NOW.plusSeconds(60);

        await().until(() -> log.last() == 600);
        assertThat(log.find(EventQuery.after(0, EventFilter.ALL, 1000)))
                .extracting(OperatorEvent::text)
                .startsWith("n0", "n1")
                .endsWith("n598", "n599");
        assertThat(log.find(EventQuery.after(0, EventFilter.ALL, 1)).getFirst().at())
                .isEqualTo(NOW);
        await().until(() -> told.get() > 0);
        await().untilAsserted(() ->
                assertThat(meters.counter("skipjack.events").count()).isEqualTo(600));
    }

    @Test
    void whileTheStoreIsAwayNobodyWaitsAndWhatIsDroppedIsSaidOnceItIsBack() {
        long began = System.nanoTime();
        IntStream.range(0, EventWriter.ROOM + 1000).forEach(i -> writer.note(note("n" + i)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        double dropped = meters.counter("skipjack.events.dropped").count();
        assertThat(dropped).isBetween(1000.0 - 257, 1000.0);

        database.open();

        await().atMost(Duration.ofSeconds(20)).until(() -> log.last() == EventWriter.ROOM + 1000 - (long) dropped + 1);
        List<OperatorEvent> gaps =
                log.find(new EventQuery(null, null, new EventFilter(List.of("events.dropped"), List.of()), 10));
        assertThat(gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.facts()).containsEntry("count", String.valueOf((long) dropped)));
    }

    @Test
    void aStopWritesWhatIsLeft() throws InterruptedException {
        database.open();
        IntStream.range(0, 300).forEach(i -> writer.note(note("n" + i)));
        writer.close();

        assertThat(log.last()).isEqualTo(300);
        writer.note(note("too late"));
        assertThat(log.last()).isEqualTo(300);
    }

    @Test
    void aStopDoesNotWaitForAStoreThatIsAway() throws InterruptedException {
        writer.note(note("lost"));
        long began = System.nanoTime();
        writer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void oldEventsAreForgotten() {
        database.open();
        writer.note(note("old"));
        await().until(() -> log.last() == 1);
        now = NOW.plus(Duration.ofDays(31));
        writer.note(note("new"));

        await().untilAsserted(() -> assertThat(log.find(EventQuery.after(0, EventFilter.ALL, 9)))
                .extracting(OperatorEvent::text)
                .containsExactly("new"));
        assertThat(log.last()).isEqualTo(2);
    }

    private static EventNote note(String text) {
        return EventNote.of("replica.ready", "rack", "", text);
    }
}
