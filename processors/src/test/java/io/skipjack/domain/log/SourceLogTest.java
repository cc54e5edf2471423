package io.skipjack.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceLogTest {
    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final SourceLog log = new SourceLog();

    @Test
    void howeverManyFollowItIsAskedOnceInAPause() {
        assertThat(begin(0, 100)).isEqualTo(at(0));
        assertThat(begin(0, 100)).as("while it is asked").isNull();
        log.took(at(0), List.of(line(90, "a")), at(101));

        assertThat(begin(0, 102)).isNull();
        assertThat(begin(50, 102)).isNull();
        assertThat(begin(50, 103))
                .as("only what is new, and what may come late")
                .isEqualTo(at(30));
    }

    @Test
    void whoWantsOlderLinesIsNotKeptWaiting() {
        begin(50, 100);
        log.took(at(50), List.of(line(90, "a")), at(100));

        assertThat(begin(0, 101)).isEqualTo(at(0));
        log.took(at(0), List.of(line(10, "old"), line(90, "a")), at(101));
        assertThat(begin(0, 102)).isNull();
        assertThat(texts(0)).containsExactly("old", "a");
        assertThat(texts(50)).containsExactly("a");
    }

    @Test
    void answersThatOverlapMakeNoLineTwiceAndLoseNone() {
        log.took(at(0), List.of(line(1, "a"), line(1, "a"), line(2, "b")), at(3));
        log.took(at(0), List.of(line(1, "a"), line(1, "late"), line(2, "b"), line(2, "b")), at(6));

        assertThat(texts(0)).containsExactly("a", "a", "late", "b", "b");
        assertThat(log.since(at(0)))
                .filteredOn(seen -> seen.seenAt().equals(at(6)))
                .hasSize(2);
    }

    @Test
    void onlyTheLastLinesAreKept() {
        log.took(
                at(0),
                IntStream.range(0, SourceLog.MOST + 10)
                        .mapToObj(i -> line(i, "line " + i))
                        .toList(),
                at(0));

        assertThat(texts(0)).hasSize(SourceLog.MOST).startsWith("line 10");
    }

    @Test
    void aFailureIsToldSinceItBeganAndKeepsWhatWasRead() {
        begin(0, 10);
        assertThat(log.trouble())
                .isEqualTo(new SourceLog.Trouble(at(10), "it was asked and has not answered yet; ask again"));
        log.took(at(0), List.of(line(1, "a")), at(11));
        assertThat(log.trouble()).isNull();
        assertThat(log.heardUntil()).as("when it was asked").isEqualTo(at(10));
        begin(0, 20);
        log.failed("down", at(21));
        assertThat(log.heardUntil()).isNull();
        begin(0, 30);
        log.failed("down", at(31));

        assertThat(log.trouble()).isEqualTo(new SourceLog.Trouble(at(21), "down"));
        assertThat(texts(0)).containsExactly("a");
        log.took(at(0), List.of(), at(40));
        assertThat(log.trouble()).isNull();
    }

    private Instant begin(int since, int now) {
        return log.begin(at(since), PAUSE, at(now));
    }

    private List<String> texts(int since) {
        return log.since(at(since)).stream().map(seen -> seen.line().text()).toList();
    }

    private static LogLine line(int second, String text) {
        return new LogLine(at(second), LogComponent.SPOT, "rack-1", text);
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }
}
