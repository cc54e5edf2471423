package io.skipjack.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
        heard.take(new GossipMessage(lost, Set.of(), Set.of()));

        assertThat(heard.peers()).containsExactly(lost);
    }

    @Test
    void tellsOfEachMarkOnceAndLateListenersOfAll() {
        List<String> early = new ArrayList<>();
        List<String> late = new ArrayList<>();
        heard.onDraining(early::add);
        heard.onRevoked(early::add);
        heard.take(new GossipMessage(null, Set.of("rack/rack-1"), Set.of("key-1")));
        heard.take(new GossipMessage(null, Set.of("rack/rack-1"), Set.of("key-1")));
        heard.onDraining(late::add);
        heard.onRevoked(late::add);

        assertThat(early).containsExactly("rack/rack-1", "key-1");
        assertThat(late).containsExactly("rack/rack-1", "key-1");
    }

    @Test
    void forgetsDrainingAfterAnHourAndRevokedNever() {
        heard.take(new GossipMessage(null, Set.of("rack/rack-1"), Set.of("key-1")));
        pass(Duration.ofMinutes(61));
        List<String> revoked = new ArrayList<>();
        heard.onRevoked(revoked::add);

        assertThat(heard.draining()).isEmpty();
        assertThat(revoked).containsExactly("key-1");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static GossipMessage message(String router, int waiting) {
        return new GossipMessage(view(router, waiting), Set.of(), Set.of());
    }

    private static RouterView view(String router, int waiting) {
        return new RouterView(router, NOW, Map.of(), Map.of("rack", waiting));
    }
}
