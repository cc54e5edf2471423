package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.offer;
import static io.skipjack.domain.fleet.FleetExamples.spot;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Refusal.Kind;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvoidanceTest {
    private static final Offer A = offer("a", CapacityType.SPOT);
    private static final Offer B = offer("b", CapacityType.SPOT);
    private static final Offer WEST =
            new Offer("ec2", "us-west-2", "us-west-2a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    private static final List<PricedOffer> ASKED =
            List.of(spot("a", "0.3"), spot("b", "0.3"), new PricedOffer(WEST, Money.ofDollars("0.3"), null));

    /** Row 48. */
    @Test
    void aPoolWithoutCapacityIsAvoidedForThreeMinutes() {
        assertThat(Avoidance.of(List.of(refusal(A, Kind.CAPACITY)), ASKED, TIMING, NOW))
                .containsExactly(new AvoidedOffer(A, NOW.plus(Duration.ofMinutes(3)), "CODE"));
    }

    @Test
    void aRefusalThatNamesNoPoolConcernsAllThatWereAskedFor() {
        assertThat(Avoidance.of(List.of(refusal(null, Kind.CAPACITY)), ASKED, TIMING, NOW))
                .extracting(AvoidedOffer::offer)
                .containsExactly(A, B, WEST);
    }

    /** Row 49. */
    @Test
    void aUsedUpQuotaRulesOutTheRegionForHalfAnHour() {
        assertThat(Avoidance.of(List.of(refusal(A, Kind.QUOTA)), ASKED, TIMING, NOW))
                .containsExactly(
                        new AvoidedOffer(A, NOW.plus(Duration.ofMinutes(30)), "CODE"),
                        new AvoidedOffer(B, NOW.plus(Duration.ofMinutes(30)), "CODE"));
    }

    @Test
    void ofTwoRefusalsTheLongerTimeCounts() {
        List<Refusal> both = List.of(refusal(A, Kind.QUOTA), refusal(A, Kind.CAPACITY));

        assertThat(Avoidance.of(both, ASKED, TIMING, NOW))
                .filteredOn(avoided -> avoided.offer().equals(A))
                .extracting(AvoidedOffer::until)
                .containsExactly(NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aFatalRefusalOfOnePoolLeavesTheOthers() {
        assertThat(Avoidance.of(List.of(refusal(A, Kind.FATAL)), ASKED, TIMING, NOW))
                .containsExactly(new AvoidedOffer(A, NOW.plus(Duration.ofMinutes(30)), "CODE"));
        assertThat(Avoidance.of(List.of(refusal(null, Kind.FATAL)), ASKED, TIMING, NOW))
                .isEmpty();
    }

    /** Otherwise the very same launch would be tried at each turn. */
    @Test
    void refusalsOfOffersThatWereNotAskedForConcernAllThatWere() {
        Offer other = offer("d", CapacityType.SPOT);

        assertThat(Avoidance.of(List.of(refusal(other, Kind.CAPACITY)), ASKED, TIMING, NOW))
                .extracting(AvoidedOffer::offer)
                .containsExactly(other, A, B, WEST);
    }

    @Test
    void thePoolOfAnInterruptedReplicaIsAvoided() {
        Replica taken = FleetExamples.ready(1);

        assertThat(Avoidance.ofInterrupted(taken, TIMING, NOW))
                .containsExactly(new AvoidedOffer(A, NOW.plus(Duration.ofMinutes(10)), "rack-1 was interrupted"));
        assertThat(Avoidance.ofInterrupted(FleetExamples.intended(1, Duration.ZERO), TIMING, NOW))
                .isEmpty();
        assertThat(Avoidance.ofInterrupted(FleetExamples.ready(1, CapacityType.ON_DEMAND), TIMING, NOW))
                .isEmpty();
    }

    private static Refusal refusal(@Nullable Offer offer, Kind kind) {
        return new Refusal(offer, kind, "CODE", "message");
    }
}
