package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final Replica CANDIDATE = intended(3, Duration.ZERO);
    private static final FleetBounds WIDE = new FleetBounds(9, 9, null, null);

    @Test
    void aLaunchWithinAllBoundsIsPermitted() {
        FleetBounds exact = new FleetBounds(3, 3, Money.ofDollars("0.9"), Money.ofDollars("0.9"));

        assertThat(Bounds.permits(CANDIDATE, List.of(ready(1), ready(2)), exact))
                .isTrue();
        assertThat(Bounds.violation(CANDIDATE, List.of(ready(1), ready(2)), exact))
                .isNull();
    }

    @Test
    void theDeploymentsOwnNumberCounts() {
        FleetBounds bounds = new FleetBounds(2, 9, null, null);

        assertThat(Bounds.violation(CANDIDATE, List.of(ready(1), ready(2)), bounds))
                .isEqualTo("rack may have 2 replicas at once");
        assertThat(Bounds.permits(CANDIDATE, List.of(ready(1), anothers()), bounds))
                .isTrue();
    }

    @Test
    void theNumberOfAllCounts() {
        assertThat(Bounds.violation(CANDIDATE, List.of(ready(1), anothers()), new FleetBounds(9, 2, null, null)))
                .isEqualTo("all deployments together may have 2 replicas at once");
    }

    @Test
    void theRatesCount() {
        Money bound = Money.ofDollars("0.899999");

        assertThat(Bounds.violation(CANDIDATE, List.of(ready(1), ready(2)), new FleetBounds(9, 9, bound, null)))
                .isEqualTo("rack may cost $0.899999/h, and this would make it $0.9000/h");
        assertThat(Bounds.violation(CANDIDATE, List.of(ready(1), anothers()), new FleetBounds(9, 9, null, bound)))
                .isEqualTo("all deployments together may cost $0.899999/h, and this would make it $0.9000/h");
    }

    @Test
    void whatIsGoingCountsUntilItsEndIsConfirmed() {
        FleetBounds one = new FleetBounds(1, 9, null, null);
        Replica ending = ready(1).ending(EndReason.SCALED_DOWN, NOW, "");

        assertThat(Bounds.permits(CANDIDATE, List.of(ending), one)).isFalse();
        assertThat(Bounds.permits(CANDIDATE, List.of(ending.ended(EndReason.SCALED_DOWN, NOW, "")), one))
                .isTrue();
    }

    @Test
    void theCandidateIsNotCountedTwice() {
        assertThat(Bounds.permits(CANDIDATE, List.of(CANDIDATE), new FleetBounds(1, 1, null, null)))
                .isTrue();
        assertThat(Bounds.permits(CANDIDATE, List.of(), WIDE)).isTrue();
    }

    @Test
    void whatIsLeftIsTheLesserOfBothBounds() {
        Money one = Money.ofDollars("1");
        Money two = Money.ofDollars("1.2");
        List<Replica> live = List.of(ready(1), ready(2), anothers(), ready(3).ended(EndReason.LOST, NOW, ""));

        assertThat(Bounds.rateLeft("rack", live, new FleetBounds(9, 9, one, two)))
                .isEqualTo(Money.ofDollars("0.3"));
        assertThat(Bounds.rateLeft("rack", live, new FleetBounds(9, 9, one, null)))
                .isEqualTo(Money.ofDollars("0.4"));
        assertThat(Bounds.rateLeft("rack", live, new FleetBounds(9, 9, null, Money.ofDollars("0.5"))))
                .isEqualTo(Money.ZERO);
        assertThat(Bounds.rateLeft("rack", live, WIDE)).isNull();
    }

    private static Replica anothers() {
        Replica rack = ready(1);
        return Replica.intended(new ReplicaId("tap", 1), "r1", rack.intent(), "");
    }
}
