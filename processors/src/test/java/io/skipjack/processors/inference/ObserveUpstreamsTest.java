package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ObserveUpstreamsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> now);
    private final Probe probe = new Probe();
    private final ObserveUpstreams observe = new ObserveUpstreams(registry, probe, new ProbeSettings(INTERVAL));

    /** Counts, and hangs where it is told to. */
    private static final class Probe implements EngineProbe {
        private final Map<String, AtomicInteger> health = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> generations = new ConcurrentHashMap<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile String hangs = "";
        private volatile @Nullable ProbeResult generated = ProbeResult.GENERATED;

        @Override
        public ProbeResult health(UpstreamSpec upstream) {
            count(health, upstream);
            if (upstream.id().equals(hangs)) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return ProbeResult.HEALTHY;
        }

        @Override
        public @Nullable ProbeResult generate(UpstreamSpec upstream, String model) {
            count(generations, upstream);
            return generated;
        }

        private static void count(Map<String, AtomicInteger> counts, UpstreamSpec upstream) {
            counts.computeIfAbsent(upstream.id(), id -> new AtomicInteger()).incrementAndGet();
        }

        int health(String id) {
            return health.getOrDefault(id, new AtomicInteger()).get();
        }

        int generations(String id) {
            return generations.getOrDefault(id, new AtomicInteger()).get();
        }
    }

    @BeforeEach
    void deploy() {
        registry.replaceAll(List.of(Asking.RACK));
    }

    @AfterEach
    void release() {
        probe.released.countDown();
    }

    @Test
    void everySpotUpstreamIsAskedAndNoServerlessOneWoken() {
        turn();

        assertThat(probe.health.keySet()).containsExactlyInAnyOrder("spot-1", "spot-2");
        Asking.until(() -> ready("spot-1") && ready("spot-2"));
    }

    @Test
    void oneThatHangsDelaysNoOtherAndIsNotAskedTwiceAtOnce() {
        probe.hangs = "spot-1";
        for (int turn = 1; turn <= 3; turn++) {
            observe.process(Asking.exchange(Asking.read(Asking.RACK)));
            int expected = turn;
            Asking.until(() -> probe.health("spot-2") == expected);
            settle("spot-2");
        }

        assertThat(probe.health("spot-1")).isEqualTo(1);
        assertThat(ready("spot-2")).isTrue();
    }

    @Test
    void aRealTokenIsAskedForAnIntervalAfterItCameUpAndThenOnceAnInterval() {
        turn();
        turn();
        assertThat(probe.generations("spot-1")).as("not while it warms up").isZero();

        now = now.plus(INTERVAL);
        turn();
        turn();
        assertThat(probe.generations("spot-1")).isEqualTo(1);

        now = now.plus(INTERVAL);
        turn();
        assertThat(probe.generations("spot-1")).isEqualTo(2);
    }

    @Test
    void anEngineThatIsHealthyButGeneratesNothingIsFoundOut() {
        turn();
        Asking.until(() -> ready("spot-1"));
        probe.generated = ProbeResult.GENERATION_FAILED;

        now = now.plus(INTERVAL);
        for (int i = 0; i < HealthPolicy.DEFAULT.readiness().badProbes(); i++) {
            turn(); // its health path says 200 each time
        }
        assertThat(ready("spot-1")).isFalse();

        probe.generated = ProbeResult.GENERATED;
        turn();
        turn();
        assertThat(ready("spot-1")).as("and believed again once it generates").isTrue();
    }

    private void turn() {
        int before = probe.health("spot-1");
        int other = probe.health("spot-2");
        observe.process(Asking.exchange(Asking.read(Asking.RACK)));
        Asking.until(() -> probe.health("spot-1") == before + 1 && probe.health("spot-2") == other + 1);
        settle("spot-1");
        settle("spot-2");
    }

    /** Its probe is over when the next turn would ask it again. */
    private void settle(String id) {
        Asking.until(() -> !observe.asking(registry.entry("rack", Tier.SPOT, id)));
    }

    private boolean ready(String id) {
        return registry.pool("rack", Tier.SPOT, now).upstreams().stream()
                .anyMatch(upstream -> upstream.id().equals(id) && upstream.ready());
    }
}
