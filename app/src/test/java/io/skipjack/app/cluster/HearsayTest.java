package io.skipjack.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HearsayTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Hearsay heard = new Hearsay(nanos::get);

    @Test
    void goesOnWithTheLastWordForTenSeconds() {
        heard.take(message("one", 1));
        heard.take(message("one", 2));
        heard.take(message("two", 3));
        pass(Duration.ofSeconds(10));
        assertThat(heard.peers()).containsExactlyInAnyOrder(view("one", 2), view("two", 3));
        pass(Duration.ofNanos(1));

        assertThat(heard.peers()).isEmpty();
    }

    @Test
    void aSendersClockDoesNotMatter() {
        RouterView lost = new RouterView("one", NOW.minus(Duration.ofDays(2)), Map.of(), Map.of());
        heard.take(new GossipMessage(lost, List.of(), Set.of()));

        assertThat(heard.peers()).containsExactly(lost);
    }

    @Test
    void tellsOfEachMarkOnceAndLateListenersOfAll() {
        List<String> early = new ArrayList<>();
        List<String> late = new ArrayList<>();
        heard.onDraining(mark -> early.add(mark.upstream()));
        heard.onRevoked(early::add);
        heard.take(marks(null));
        heard.take(marks(null));
        heard.onDraining(mark -> late.add(mark.upstream()));
        heard.onRevoked(late::add);

        assertThat(early).containsExactly("rack/rack-1", "key-1");
        assertThat(late).containsExactly("rack/rack-1", "key-1");
    }

    @Test
    void whatIsCutSoonerThanWasSaidIsToldAgainAndTheTimeLeftPasses() {
        List<DrainingMark> told = new ArrayList<>();
        heard.onDraining(told::add);
        heard.take(marks(null));
        heard.take(marks(Duration.ofSeconds(600)));
        pass(Duration.ofSeconds(10));
        heard.take(marks(Duration.ofMillis(590_100)));
        heard.take(marks(Duration.ofMillis(589_100)));
        heard.take(marks(null));
        heard.take(marks(Duration.ofSeconds(100)));
        heard.take(marks(Duration.ofDays(400_000)));
        pass(Duration.ofSeconds(30));

        assertThat(told)
                .extracting(DrainingMark::left)
                .containsExactly(null, Duration.ofSeconds(600), Duration.ofSeconds(100));
        assertThat(heard.draining()).containsExactly(new DrainingMark("rack/rack-1", Duration.ofSeconds(70)));
        pass(Duration.ofSeconds(80));
        assertThat(heard.draining()).containsExactly(new DrainingMark("rack/rack-1", Duration.ZERO));
    }

    @Test
    void forgetsDrainingAfterAnHourAndRevokedNever() {
        heard.take(marks(null));
        pass(Duration.ofMinutes(61));
        List<String> revoked = new ArrayList<>();
        heard.onRevoked(revoked::add);

        assertThat(heard.draining()).isEmpty();
        assertThat(revoked).containsExactly("key-1");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static GossipMessage marks(@Nullable Duration left) {
        return new GossipMessage(null, List.of(new DrainingMark("rack/rack-1", left)), Set.of("key-1"));
    }

    private static GossipMessage message(String router, int waiting) {
        return new GossipMessage(view(router, waiting), List.of(), Set.of());
    }

    private static RouterView view(String router, int waiting) {
        return new RouterView(router, NOW, Map.of(), Map.of("rack", waiting));
    }
}
