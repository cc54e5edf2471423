package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.lease;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.seen;
import static io.skipjack.domain.fleet.FleetExamples.sight;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.ObservedLease.Status;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From when to when a replica's lease is paid for. */
class LeaseEndTest {
    private static final LeaseEnd SAID = new LeaseEnd(NOW.minusSeconds(3), true, true);
    private static final Sight NOTHING = new Sight(null, true, false, 0);

    @Test
    void aLeaseThatRunsHasNoEnd() {
        assertThat(end(look(ready(1), seen(ready(1), Status.RUNNING), NOW))).isNull();
    }

    @Test
    void theProvidersWordIsTaken() {
        assertThat(end(look(ready(1), seen(ready(1), Status.STOPPING).ended(SAID), NOW)))
                .isEqualTo(SAID);
        assertThat(end(look(ready(1), seen(ready(1), Status.GONE).ended(SAID), NOW)))
                .isEqualTo(SAID);
    }

    @Test
    void withoutAWordItIsTheFirstLookThatShowedIt() {
        Replica ending = look(ready(1), seen(ready(1), Status.STOPPING), NOW);
        Replica ended = look(ending, seen(ready(1), Status.GONE), NOW.plusSeconds(5));

        assertThat(end(ending)).isEqualTo(new LeaseEnd(NOW, false, false));
        assertThat(end(ended)).isEqualTo(end(ending));
    }

    @Test
    void aWordThatComesLateTakesTheGuessesPlaceAndNothingTakesIts() {
        Replica ending = look(ready(1), seen(ready(1), Status.STOPPING), NOW);
        Replica said = look(ending, seen(ready(1), Status.STOPPING).ended(SAID), NOW.plusSeconds(5));
        LeaseEnd other = new LeaseEnd(NOW.plusSeconds(4), false, true);

        assertThat(end(said)).isEqualTo(SAID);
        assertThat(end(look(said, seen(ready(1), Status.GONE).ended(other), NOW.plusSeconds(9))))
                .isEqualTo(SAID);
        assertThat(end(look(said, seen(ready(1), Status.RUNNING), NOW.plusSeconds(9))))
                .isEqualTo(SAID);
    }

    @Test
    void aReplicaThatWasToEndKeepsTheEndOfItsLease() {
        Replica ending = ready(1).ending(EndReason.SCALED_DOWN, NOW, "");

        Replica after = look(ending, seen(ready(1), Status.STOPPING).ended(SAID), NOW.plusSeconds(1));

        assertThat(end(after)).isEqualTo(SAID);
        assertThat(look(after, seen(ready(1), Status.STOPPING).ended(SAID), NOW.plusSeconds(2)))
                .isSameAs(after);
    }

    @Test
    void whatIsMissingForGoodHasEndedWhenItIsGivenUp() {
        Replica silent = Transitions.afterSight(ready(1), NOTHING, TIMING, NOW);
        Replica ending = Transitions.afterSight(silent, NOTHING, TIMING, NOW.plusSeconds(5));
        Replica ended = Transitions.afterSight(ending, NOTHING, TIMING, NOW.plusSeconds(10));

        assertThat(end(ending)).as("it may only be hidden").isNull();
        assertThat(end(ended)).isEqualTo(new LeaseEnd(NOW.plusSeconds(10), false, false));
    }

    @Test
    void theProvidersLaunchTimeTakesThePlaceOfOurs() {
        Lease ours = lease(ready(1));
        Instant theirs = ours.launchedAt().minusSeconds(2);
        Lease shown = new Lease(ours.id(), ours.offer(), ours.perHour(), theirs, ours.address());
        ObservedLease observed = new ObservedLease(shown, ready(1).id(), "t", 1, Status.RUNNING, "");

        Replica after = look(ready(1), observed, NOW);

        assertThat(after.lease()).isEqualTo(shown);
    }

    private static LeaseEnd end(Replica replica) {
        return Objects.requireNonNull(replica.lease()).end();
    }

    private static Replica look(Replica replica, ObservedLease lease, Instant now) {
        return Transitions.afterSight(replica, sight(lease, true), TIMING, now);
    }
}
