package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.ObservedLease.Status;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepOrphansTest {
    private final FleetStage stage = new FleetStage();
    private final List<String> booked = new ArrayList<>();
    private final SweepOrphans sweep = new SweepOrphans(
            stage.control(), (lease, deployment, at) -> booked.add(lease.id() + " " + deployment + " " + at));

    @Test
    void aLeaseOfNoReplicaIsEndedOnceItsGraceIsOver() throws Exception {
        ObservedLease orphan =
                Fleets.observed(Fleets.intended(Fleets.RACK, 9, Fleets.NOW.minusSeconds(60)), Status.RUNNING);
        ObservedLease young = Fleets.observed(Fleets.intended(8), Status.RUNNING);

        assertThat(sweep(orphan, young)).isEqualTo(List.of(new ProviderLeases("ec2", List.of(orphan.lease()))));
        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aLeaseWhoseLaunchWasNeverHeardOfIsAdopted() throws Exception {
        stage.store.hold(Fleets.intended(1));

        assertThat(sweep(Fleets.observed(Fleets.intended(1), Status.RUNNING))).isEmpty();

        assertThat(stage.replica(1).lease()).isEqualTo(Fleets.lease(Fleets.intended(1)));
    }

    @Test
    void aLeaseThatIsHeldIsLeftAlone() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));

        assertThat(sweep(Fleets.observed(Fleets.in(ReplicaState.READY, 1), Status.RUNNING)))
                .isEmpty();
        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aRouterThatDoesNotLeadAdoptsAndEndsNothing() {
        stage.store.hold(Fleets.intended(1));
        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> sweep(Fleets.observed(Fleets.intended(1), Status.RUNNING)));
        assertThat(stage.replica(1)).isEqualTo(Fleets.intended(1));
    }

    @Test
    void anOrphanIsBookedWhenItIsEndedAndAgainWhenTheProviderSaysWhen() throws Exception {
        ObservedLease orphan =
                Fleets.observed(Fleets.intended(Fleets.RACK, 9, Fleets.NOW.minusSeconds(60)), Status.RUNNING);
        ObservedLease gone = new ObservedLease(orphan.lease(), orphan.replica(), orphan.token(), 1, Status.GONE, "");
        Instant said = Fleets.NOW.minusSeconds(2);

        sweep(orphan);
        sweep(gone);
        sweep(gone.ended(new LeaseEnd(said, false, true)));
        sweep(gone.ended(new LeaseEnd(said, false, true)));

        String id = orphan.lease().id();
        assertThat(booked).containsExactly(id + " rack " + Fleets.NOW, id + " rack " + said);
    }

    private List<?> sweep(ObservedLease... leases) throws Exception {
        Listing listing = new Listing(List.of(leases), Set.of("us-east-1"));
        return FleetStage.run(sweep, listing).getMessage().getBody(List.class);
    }
}
