package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LegsTest {
    private final Legs legs = new Legs();

    /** One that lasts as long as the clock is fine. */
    private Duration leg() {
        long began = System.nanoTime();
        legs.started();
        Asking.until(() -> System.nanoTime() - began > 1_000_000);
        legs.ended();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void anAnswersLegsAreAllWorkAndNoReplays() {
        leg();
        legs.answered();
        Duration first = legs.worked();
        leg();
        leg();

        assertThat(legs.count()).isEqualTo(3);
        assertThat(legs.unseen()).isZero();
        assertThat(legs.worked()).isGreaterThan(first.plusMillis(2));
    }

    @Test
    void whatFailedUnseenIsAReplayAndNoWork() {
        Duration failed = leg();
        Duration failedToo = leg();
        legs.started();
        legs.answered();

        assertThat(legs.unseen()).isEqualTo(2);
        legs.ended();
        assertThat(legs.worked()).isLessThan(failed.plus(failedToo));
        assertThat(legs.count()).isEqualTo(3);
    }

    @Test
    void ofARequestThatFailsTheLastLegCounts() {
        leg();
        Duration last = leg();

        assertThat(legs.worked()).isPositive().isLessThanOrEqualTo(last);
        assertThat(legs.unseen()).isEqualTo(1);
    }

    @Test
    void aLegThatIsOpenCountsSoFar() {
        legs.started();
        legs.answered();
        Duration before = legs.worked();
        Asking.until(() -> legs.worked().compareTo(before) > 0);
        legs.ended();

        Duration ended = legs.worked();
        legs.ended();
        assertThat(legs.worked()).as("ended once").isEqualTo(ended);
    }
}
