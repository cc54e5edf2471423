package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.ObservedLease.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingsTest {
    @Test
    void aLeaseIsFoundByItsIdOrElseByItsLaunch() {
        Replica known = ready(1);
        Replica intended = intended(2, Duration.ofMinutes(1));
        Replica other = intended(3, Duration.ofMinutes(1));
        List<ObservedLease> leases = new ArrayList<>();
        leases.add(seen(known, Status.RUNNING));
        leases.add(seen(intended, Status.GONE));
        Sightings sightings = Sightings.of(new Listing(leases, Set.of("us-east-1")));

        assertThat(sightings.of(known, true, 7)).isEqualTo(new Sight(leases.get(0), true, true, 7));
        assertThat(sightings.of(intended, false, 0)).isEqualTo(new Sight(leases.get(1), true, false, 0));
        assertThat(sightings.of(other, false, 0)).isEqualTo(new Sight(null, true, false, 0));
        assertThat(Sightings.of(new Listing(leases, Set.of("us-west-2"))).of(other, false, 0))
                .isEqualTo(new Sight(null, false, false, 0));
    }

    @Test
    void ofTwoLeasesFromOneLaunchTheOneThatRunsIsFound() {
        Replica intended = intended(1, Duration.ofMinutes(1));
        ObservedLease gone = seen(intended, Status.GONE);
        ObservedLease runs = new ObservedLease(
                FleetExamples.lease(intended(2, Duration.ZERO)), intended.id(), gone.token(), 1, Status.RUNNING, "");

        Sightings sightings = Sightings.of(new Listing(List.of(runs, gone), Set.of("us-east-1")));

        assertThat(sightings.of(intended, false, 0).lease()).isEqualTo(runs);
    }
}
