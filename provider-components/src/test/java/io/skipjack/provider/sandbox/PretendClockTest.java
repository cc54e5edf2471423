package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PretendClockTest {
    @Test
    void aDayPassesInTwoMinutes() {
        PretendClock clock = PretendClock.since(Instant.now().minusSeconds(120), 720);

        assertThat(clock.instant()).isCloseTo(clock.origin().plus(Duration.ofDays(1)), within(30, ChronoUnit.MINUTES));
        assertThat(clock.real(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(2));
        assertThat(clock.pretend(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(14_400));
    }

    @Test
    void whoeverSharesBeginningAndSpeedSharesTheTime() {
        PretendClock one = PretendClock.since(Instant.now().minusSeconds(60), 60);
        PretendClock other = PretendClock.since(one.origin(), one.speed());

        assertThat(one.instant()).isCloseTo(other.instant(), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void withoutHasteItIsThisMachinesClock() {
        assertThat(PretendClock.at(1)).isSameAs(PretendClock.REAL);
        assertThat(PretendClock.REAL.isFast()).isFalse();
        assertThat(PretendClock.REAL.instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void aClockThatIsSlowerOrNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PretendClock.at(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> PretendClock.at(Double.NaN));
    }

    @Test
    void aRouterWaitsOnItAsInEarnestButNeverLessThanAMachineTakes() {
        Map<String, String> day = new TreeMap<>(Map.of("skipjack.fleet.backoff", "2s"));
        Map<String, String> haste = new TreeMap<>();

        FastKeys.put(PretendClock.at(720), day);
        FastKeys.put(PretendClock.at(2), haste);

        assertThat(day)
                .containsEntry("skipjack.fleet.unreachable-after", "3600s")
                .containsEntry("skipjack.ec2.abandon-after", "43200s")
                .doesNotContainKey("skipjack.fleet.backoff");
        assertThat(haste).containsEntry("skipjack.fleet.unreachable-after", "60s");
    }
}
