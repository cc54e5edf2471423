package io.skipjack.app.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LastRequestsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private long nanos = Long.MAX_VALUE - 1_000;
    private Duration hurryAfter = Duration.ofDays(1);
    private Duration passed = Duration.ZERO;

    @Test
    void itEndsWithTheLastRequestAndNotAfterAFixedTime() {
        assertThat(await(3, 3, 2, 1, 0, 0, 5)).isEqualTo(LastRequests.End.IDLE);
        assertThat(passed).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aRequestBetweenBeingReadAndBeingAnsweredIsNotMissed() {
        assertThat(await(1, 0, 1)).isEqualTo(LastRequests.End.LATE);
        assertThat(passed).isEqualTo(LIMIT);
    }

    @Test
    void oneThatNeverEndsIsWaitedForUntilTheLimit() {
        assertThat(await(1)).isEqualTo(LastRequests.End.LATE);
        assertThat(passed).isEqualTo(LIMIT);
    }

    @Test
    void whoeverHurriesNeedNotWait() {
        hurryAfter = Duration.ofSeconds(2);

        assertThat(await(1)).isEqualTo(LastRequests.End.HURRIED);
        assertThat(passed).isEqualTo(hurryAfter);
    }

    @Test
    void anInterruptIsAHurryAndIsKept() {
        LastRequests last = new LastRequests(() -> 1, () -> nanos, time -> {
            throw new InterruptedException();
        });

        assertThat(last.await(LIMIT)).isEqualTo(LastRequests.End.HURRIED);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Each look sees the next number, and the last one for ever. */
    private LastRequests.End await(long... seen) {
        Iterator<Long> looks = LongStream.of(seen).iterator();
        long last = seen[seen.length - 1];
        LastRequests requests = new LastRequests(() -> looks.hasNext() ? looks.next() : last, () -> nanos, this::pass);
        return requests.await(LIMIT);
    }

    private boolean pass(Duration time) {
        nanos += time.toNanos();
        passed = passed.plus(time);
        return passed.compareTo(hurryAfter) >= 0;
    }
}
