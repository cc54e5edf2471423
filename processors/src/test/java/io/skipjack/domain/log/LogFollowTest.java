package io.skipjack.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFollowTest {
    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final LogFollow follow = new LogFollow(SETTLING);

    @Test
    void linesThatShareAnInstantAreEachToldOnce() {
        take(1, line(0, "a"), line(0, "b"), line(0, "b"));
        take(2, line(0, "a"), line(0, "b"), line(0, "b"), line(0, "b"));

        assertThat(texts(9)).containsExactly("a", "b", "b", "b");
        take(10, line(0, "a"), line(0, "b"), line(0, "b"), line(0, "b"));
        assertThat(texts(20)).isEmpty();
    }

    @Test
    void aLateLineIsToldWhereItBelongsUntilEverySourceWasHeard() {
        take(2, line(1, "young"));
        assertThat(texts(2)).isEmpty();
        take(3, line(0, "late"), line(1, "young"), line(2, "younger"));

        assertThat(texts(3)).containsExactly("late", "young");
        take(4);
        assertThat(texts(4)).containsExactly("younger");
    }

    @Test
    void aSourceThatIsNotHeardHoldsTheOthersUpForSecondsOnly() {
        follow.take(new LogFollow.Answer("router-1", T0, T0.plusSeconds(20), T0, List.of(line(15, "a"))));

        assertThat(texts(29)).isEmpty();
        assertThat(texts(30)).containsExactly("a");
    }

    @Test
    void aLineThatComesTooLateIsToldAllTheSame() {
        take(3, line(1, "young"));
        assertThat(texts(3)).containsExactly("young");
        take(60, line(0, "late"));

        assertThat(texts(60)).containsExactly("late");
    }

    @Test
    void onlyWhatOneRouterSawLatelyIsAskedForUntilAnotherAnswers() {
        assertThat(follow.since()).isNull();
        assertThat(follow.seenSince()).isNull();
        take(100, line(90, "a"));
        assertThat(follow.since()).isEqualTo(T0);
        assertThat(follow.seenSince()).isBetween(T0.plusSeconds(60), T0.plusSeconds(99));

        follow.take(
                new LogFollow.Answer("router-2", T0, T0.plusSeconds(101), T0.plusSeconds(101), List.of(line(90, "a"))));

        assertThat(follow.seenSince()).isNull();
        assertThat(texts(200)).containsExactly("a");
        follow.take(
                new LogFollow.Answer("router-2", T0, T0.plusSeconds(102), T0.plusSeconds(102), List.of(line(90, "a"))));
        assertThat(follow.seenSince()).isNotNull();
    }

    @Test
    void whatIsOlderThanTheMemoryIsAskedForNoMore() {
        take(0, line(0, "a"));
        take(7_200);

        assertThat(follow.since()).isEqualTo(T0.plusSeconds(7_200).minus(LogFollow.MEMORY));
    }

    private void take(int second, LogLine... lines) {
        follow.take(
                new LogFollow.Answer("router-1", T0, T0.plusSeconds(second), T0.plusSeconds(second), List.of(lines)));
    }

    private List<String> texts(int second) {
        return follow.settled(T0.plusSeconds(second)).stream()
                .map(LogLine::text)
                .toList();
    }

    private static LogLine line(int second, String text) {
        return new LogLine(T0.plusSeconds(second), LogComponent.SPOT, "rack-1", text);
    }
}
