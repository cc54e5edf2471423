package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LegsTest {
    private static final Duration TWO = Duration.ofSeconds(2);
    private static final Duration THREE = Duration.ofSeconds(3);

    private long now;
    private final Legs legs = new Legs(() -> now);

    private void leg(Duration lasts) {
        legs.started();
        now += lasts.toNanos();
        legs.ended();
    }

    @Test
    void anAnswersLegsAreAllWorkAndNoReplays() {
        legs.started();
        legs.answered();
        now += TWO.toNanos();
        legs.ended();
        leg(THREE);
        leg(TWO);

        assertThat(legs.count()).isEqualTo(3);
        assertThat(legs.unseen()).isZero();
        assertThat(legs.worked()).isEqualTo(TWO.plus(THREE).plus(TWO));
    }

    @Test
    void whatFailedUnseenIsAReplayAndNoWork() {
        leg(TWO);
        leg(TWO);
        legs.started();
        legs.answered();
        now += THREE.toNanos();

        assertThat(legs.unseen()).isEqualTo(2);
        legs.ended();
        assertThat(legs.worked()).isEqualTo(THREE);
        assertThat(legs.count()).isEqualTo(3);
    }

    @Test
    void ofARequestThatFailsTheLastLegCounts() {
        leg(TWO);
        leg(THREE);

        assertThat(legs.worked()).isEqualTo(THREE);
        assertThat(legs.unseen()).isEqualTo(1);
    }

    @Test
    void aLegThatIsOpenCountsSoFar() {
        legs.started();
        legs.answered();
        now += TWO.toNanos();

        assertThat(legs.worked()).isEqualTo(TWO);
        legs.ended();
        now += THREE.toNanos();
        legs.ended();
        assertThat(legs.worked()).as("ended once").isEqualTo(TWO);
    }
}
