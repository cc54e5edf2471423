package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Transitions#afterLaunch}. */
class LaunchAnswersTest {
    private final Replica intended = intended(1, Duration.ofSeconds(3));

    @Test
    void theLeaseIsKeptAndTheReplicaWaitsToBeSeenRunning() {
        Replica after = launch(intended, new LaunchOutcome.Launched(lease(intended), List.of()));

        assertThat(after.lease()).isEqualTo(lease(intended));
        assertThat(after.state()).isEqualTo(ReplicaState.PROVISIONING);
        assertThat(after.reason()).isEqualTo("launched i-1 on ec2/us-east-1a/g6.xlarge/spot at $0.3000/h");
    }

    @Test
    void aRepeatedAnswerChangesNothing() {
        Replica known = intended.withLease(lease(intended));

        assertThat(launch(known, new LaunchOutcome.Launched(lease(intended(2, Duration.ZERO)), List.of())))
                .isSameAs(known);
        assertThat(launch(known, refused())).isSameAs(known);
    }

    @Test
    void anAnswerThatComesTooLateStillSaysWhatToEnd() {
        Replica ending = intended.ending(EndReason.NEVER_READY, NOW, "given up");

        Replica after = launch(ending, new LaunchOutcome.Launched(lease(intended), List.of()));

        assertThat(after.state()).isEqualTo(ReplicaState.ENDING);
        assertThat(after.lease()).isEqualTo(lease(intended));
    }

    /** Row 52. */
    @Test
    void aRefusalEndsTheReplica() {
        Replica after = launch(intended, refused());

        assertThat(after.state()).isEqualTo(ReplicaState.ENDED);
        assertThat(after.endReason()).isEqualTo(EndReason.REFUSED);
        assertThat(after.endedAt()).isEqualTo(NOW);
        assertThat(after.reason()).isEqualTo("refused: InsufficientInstanceCapacity, none left, and 1 more");
        assertThat(launch(after, refused())).isSameAs(after);
    }

    private Replica launch(Replica replica, LaunchOutcome outcome) {
        return Transitions.afterLaunch(replica, outcome, NOW);
    }

    private LaunchOutcome refused() {
        Refusal refusal = new Refusal(null, Refusal.Kind.CAPACITY, "InsufficientInstanceCapacity", "none left");
        return new LaunchOutcome.Refused(List.of(refusal, refusal));
    }
}
