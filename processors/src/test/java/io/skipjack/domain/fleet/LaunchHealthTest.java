package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.Refusal.Kind;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchHealthTest {

    /** Row 54. */
    @Test
    void thePauseDoublesWithEachFailureUntilNoneIsTriedAnyMore() {
        LaunchHealth health = LaunchHealth.GOOD;
        Instant now = NOW;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            assertThat(health.permits(TIMING, now)).isTrue();
            health = health.afterFailure(TIMING, "the image cannot be pulled", now);
            Instant until = health.notBefore();
            assertThat(until).isNotNull();
            pauses.add(Duration.between(now, until).toSeconds());
            assertThat(health.permits(TIMING, now)).isFalse();
            now = until;
        }
        assertThat(pauses).containsExactly(30L, 60L, 120L, 240L, 480L);
        assertThat(health.permits(TIMING, now.plus(Duration.ofDays(9)))).isFalse();
        assertThat(health.halted())
                .isEqualTo("5 launches in a row never got ready, the last because the image cannot be pulled;"
                        + " remove the cause, then use skipjack retry");
    }

    @Test
    void thePauseHasAnEnd() {
        LaunchHealth health = new LaunchHealth(60, null, null, null).afterFailure(TIMING, "", NOW);

        assertThat(health.notBefore()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void thoseLaunchedTogetherFailTogetherAndCountOnce() {
        LaunchHealth health = LaunchHealth.GOOD;
        for (int i = 0; i < 5; i++) {
            health = health.afterFailure(TIMING, "", NOW.plusSeconds(i));
        }
        assertThat(health).isEqualTo(new LaunchHealth(1, NOW.plusSeconds(30), null, null));
    }

    @Test
    void oneThatGetsReadyMakesGood() {
        LaunchHealth bad = new LaunchHealth(5, NOW.plusSeconds(30), "halted", NOW);

        assertThat(bad.afterReady()).isEqualTo(new LaunchHealth(0, null, null, NOW));
    }

    /** Row 51. */
    @Test
    void aFatalRefusalHaltsAtOnceWithItsMessage() {
        Refusal fatal = new Refusal(null, Kind.FATAL, "UnauthorizedOperation", "grant ec2:CreateFleet to the role");
        Refusal capacity = new Refusal(null, Kind.CAPACITY, "InsufficientInstanceCapacity", "");

        LaunchHealth health = LaunchHealth.GOOD.afterRefusals(List.of(capacity, fatal), CapacityType.SPOT, NOW);

        assertThat(health.halted()).isEqualTo("UnauthorizedOperation: grant ec2:CreateFleet to the role");
        assertThat(health.permits(TIMING, NOW)).isFalse();
    }

    @Test
    void aFatalRefusalOfSomeOffersLeavesTheOthersToBeTried() {
        Offer some = FleetExamples.offer("a", CapacityType.SPOT);
        Refusal fatal = new Refusal(some, Kind.FATAL, "InvalidSubnet", "name another");
        Refusal capacity = new Refusal(null, Kind.CAPACITY, "InsufficientInstanceCapacity", "");

        assertThat(LaunchHealth.GOOD
                        .afterRefusals(List.of(fatal, capacity), CapacityType.SPOT, NOW)
                        .halted())
                .isNull();
        assertThat(LaunchHealth.GOOD
                        .afterRefusals(List.of(fatal, fatal), CapacityType.SPOT, NOW)
                        .halted())
                .isEqualTo("InvalidSubnet: name another");
    }

    @Test
    void leasesLostBeforeTheyWereReadySlowLaunchesDownAndNeverHaltThem() {
        Replica boot = starting(1, Duration.ofMinutes(2));
        Replica lost = boot.ended(EndReason.LOST, NOW, "");
        LaunchHealth health = LaunchHealth.GOOD;
        for (int i = 0; i < 20; i++) {
            health = health.afterStep(boot, lost, TIMING, NOW.plus(Duration.ofHours(i)));
        }
        assertThat(health)
                .isEqualTo(new LaunchHealth(4, NOW.plus(Duration.ofHours(19)).plusSeconds(240), null, null));
    }

    @Test
    void spotIsMissingFromTheFirstRefusalUntilALaunchGetsIt() {
        List<Refusal> none = List.of(new Refusal(null, Kind.QUOTA, "MaxSpotInstanceCountExceeded", ""));
        LaunchHealth first = LaunchHealth.GOOD.afterRefusals(none, CapacityType.SPOT, NOW);
        LaunchHealth second = first.afterRefusals(none, CapacityType.SPOT, NOW.plusSeconds(60));

        assertThat(first.spotMissingSince()).isEqualTo(NOW);
        assertThat(second.spotMissingSince()).isEqualTo(NOW);
        assertThat(second.afterLaunched(CapacityType.ON_DEMAND).spotMissingSince())
                .isEqualTo(NOW);
        assertThat(second.afterLaunched(CapacityType.SPOT)).isEqualTo(LaunchHealth.GOOD);
        assertThat(LaunchHealth.GOOD.afterRefusals(none, CapacityType.ON_DEMAND, NOW))
                .isEqualTo(LaunchHealth.GOOD);
        assertThat(LaunchHealth.GOOD.afterNoOffer(CapacityType.SPOT, NOW).spotMissingSince())
                .isEqualTo(NOW);
    }

    /** Row 58. */
    @Test
    void aPauseFromAnotherClockHoldsNothingUp() {
        LaunchHealth health = new LaunchHealth(1, NOW.plus(Duration.ofDays(2)), null, NOW.plus(Duration.ofDays(2)));

        assertThat(health.permits(TIMING, NOW)).isTrue();
        assertThat(health.afterNoOffer(CapacityType.SPOT, NOW).spotMissingSince())
                .isEqualTo(NOW);
    }

    @Test
    void whatAReplicaComesToCounts() {
        Replica boot = starting(1, Duration.ofMinutes(2));
        Replica neverReady = boot.ending(EndReason.NEVER_READY, NOW, "its engine did not answer within 900 s");
        LaunchHealth failed = LaunchHealth.GOOD.afterStep(boot, neverReady, TIMING, NOW);

        assertThat(failed.failures()).isEqualTo(1);
        assertThat(failed.afterStep(boot, boot.ready(NOW, ""), TIMING, NOW)).isEqualTo(LaunchHealth.GOOD);
        assertThat(failed.afterStep(neverReady, neverReady.ended(EndReason.NEVER_READY, NOW, ""), TIMING, NOW))
                .as("counted already")
                .isSameAs(failed);
        assertThat(failed.afterStep(boot, boot.ended(EndReason.INTERRUPTED, NOW, ""), TIMING, NOW))
                .as("no fault of the deployment")
                .isSameAs(failed);
        assertThat(failed.afterStep(ready(1), ready(1).ending(EndReason.UNREACHABLE, NOW, ""), TIMING, NOW))
                .as("it was ready")
                .isSameAs(failed);
    }
}
