package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.resume.StreamOutlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeavingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** In the second half of two minutes' notice, when all is to move. */
    private static final Instant LATE = NOW.plusSeconds(60);

    private Instant now = NOW;

    @Test
    void whatMovesTakesAPlaceAndGivesItBack() {
        Leaving leaving = leaving(NOW.plusSeconds(120), 20);

        for (int i = 0; i < 8; i++) {
            assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, LATE)).isTrue();
        }
        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, LATE)).isFalse();
        leaving.moved();

        assertThat(leaving.underWay()).isEqualTo(7);
        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, LATE)).isTrue();
    }

    @Test
    void whatStaysTakesNoPlace() {
        Leaving leaving = leaving(NOW.plusSeconds(120), 20);

        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, NOW)).isFalse();
        assertThat(leaving.mayMove(new StreamOutlook(10, Duration.ofMillis(50)), LATE))
                .isFalse();
        assertThat(leaving.underWay()).isZero();
    }

    @Test
    void aPlaceThatIsGivenBackTwiceIsNoNewPlace() {
        Leaving leaving = leaving(NOW.plusSeconds(120), 20);

        leaving.moved();

        assertThat(leaving.underWay()).isZero();
    }

    @Test
    void withoutADeadlineNothingMovesUntilThereIsOne() {
        Leaving leaving = leaving(null, 1);
        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, LATE)).isFalse();

        now = LATE;
        leaving.by(LATE);

        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN)).isTrue();
    }

    @Test
    void aNearerDeadlineCountsAndKeepsThoseUnderWay() {
        Leaving leaving = leaving(NOW.plusSeconds(600), 1);
        leaving.by(NOW.plusSeconds(700));
        leaving.by(null);
        leaving.by(NOW.plusSeconds(599).plusMillis(1));
        assertThat(leaving.departure().by()).as("told again").isEqualTo(NOW.plusSeconds(600));
        assertThat(leaving.mayMove(StreamOutlook.UNKNOWN, NOW.plusSeconds(400))).isTrue();

        now = NOW.plusSeconds(400);
        leaving.by(NOW.plusSeconds(520));

        assertThat(leaving.departure().by()).isEqualTo(NOW.plusSeconds(520));
        assertThat(leaving.departure().since()).isEqualTo(now);
        assertThat(leaving.underWay()).isEqualTo(1);
    }

    @Test
    void manyThatAskTogetherNeverHaveMorePlacesThanThereAre() throws Exception {
        Leaving leaving = leaving(NOW.plusSeconds(120), 60);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger moved = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<?>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                answers.add(threads.submit(() -> {
                    begin.await();
                    while (!leaving.mayMove(StreamOutlook.UNKNOWN, LATE)) {
                        Thread.yield();
                    }
                    most.accumulateAndGet(leaving.underWay(), Math::max);
                    moved.incrementAndGet();
                    leaving.moved();
                    return null;
                }));
            }
            begin.countDown();
        }
        for (Future<?> answer : answers) {
            answer.get();
        }

        assertThat(moved).hasValue(60);
        assertThat(most.get()).isBetween(1, 8);
        assertThat(leaving.underWay()).isZero();
    }

    private Leaving leaving(@Nullable Instant by, int open) {
        return new Leaving(by, () -> open, () -> now);
    }
}
