package io.skipjack.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TEN = Duration.ofSeconds(10);
    /** 1/64 of the window: how late a place may come back. */
    private static final Duration SLOT = TEN.dividedBy(64).plusNanos(1);

    @Test
    void runpodsTwoThousandInTenSecondsAreJustThat() {
        RequestWindow window = new RequestWindow(2000, TEN);
        for (int i = 0; i < 2000; i++) {
            assertThat(window.take(NOW)).isTrue();
        }

        assertThat(window.take(NOW)).isFalse();
        assertThat(window.take(NOW.plus(TEN).minusMillis(1))).isFalse();
        assertThat(window.opensAt(NOW)).isBetween(NOW.plus(TEN), NOW.plus(TEN).plus(SLOT));
        assertThat(window.take(window.opensAt(NOW))).isTrue();
    }

    @Test
    void placesComeBackInTheOrderTheyWereTaken() {
        RequestWindow window = new RequestWindow(2, TEN);
        window.take(NOW);
        window.take(NOW.plusSeconds(6));
        Instant first = window.opensAt(NOW.plusSeconds(6));

        assertThat(first).isBetween(NOW.plusSeconds(10), NOW.plusSeconds(10).plus(SLOT));
        assertThat(window.take(first)).isTrue();
        assertThat(window.take(first)).isFalse();
        assertThat(window.opensAt(first))
                .isBetween(NOW.plusSeconds(16), NOW.plusSeconds(16).plus(SLOT));
    }

    @Test
    void oneThatWasNotSentAfterAllCountsNoMore() {
        RequestWindow window = new RequestWindow(1, TEN);
        window.take(NOW);

        window.giveBack();
        window.giveBack();

        assertThat(window.isOpen(NOW)).isTrue();
        assertThat(window.take(NOW)).isTrue();
        assertThat(window.take(NOW)).isFalse();
    }

    @Test
    void anOpenWindowOpensNowAndOldTimesAreTakenAsNow() {
        RequestWindow window = new RequestWindow(1, TEN);

        assertThat(window.opensAt(NOW)).isEqualTo(NOW);
        assertThat(window.take(NOW)).isTrue();
        assertThat(window.take(NOW.minusSeconds(3600))).isFalse();
    }

    @Test
    void aWindowHasRoomAndLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestWindow(0, TEN));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestWindow(1, Duration.ZERO));
    }

    /** However requests come, in no window of the provider's are more than it takes, and each place comes back. */
    @Property(tries = 200)
    void neverMoreThanTheProviderTakes(
            @ForAll @IntRange(min = 1, max = 20) int most,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 1_500) Integer> pausesMillis) {
        RequestWindow window = new RequestWindow(most, TEN);
        List<Instant> sent = new ArrayList<>();
        Instant now = NOW;
        for (int pause : pausesMillis) {
            now = now.plusMillis(pause);
            long inLast = within(sent, now, TEN);
            if (window.take(now)) {
                assertThat(inLast).isLessThan(most);
                sent.add(now);
            } else {
                assertThat(within(sent, now, TEN.plus(SLOT))).isGreaterThanOrEqualTo(most);
                assertThat(window.opensAt(now)).isAfter(now);
            }
        }
    }

    private static long within(List<Instant> sent, Instant now, Duration length) {
        return sent.stream().filter(at -> at.isAfter(now.minus(length))).count();
    }
}
