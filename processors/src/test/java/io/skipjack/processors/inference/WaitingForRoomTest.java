package io.skipjack.processors.inference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.ProbeResult;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingForRoomTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, new MonotonicInstants());

    @BeforeEach
    void deploy() {
        replaceAll(2);
    }

    @AfterEach
    void stop() {
        requests.shutdownNow();
    }

    @Test
    void anUpstreamThatBecomesReadyWakesAllThatWait() throws Exception {
        long seen = registry.version("rack");
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(requests.submit(() -> registry.awaitRoom("rack", seen, LONG)));
        }

        registry.probed(only(), ProbeResult.HEALTHY, registry.now());

        for (Future<Boolean> request : waiting) {
            assertThat(request.get(5, SECONDS)).isTrue();
        }
    }

    @Test
    void aChangeBetweenLookingAndWaitingIsNotMissed() throws InterruptedException {
        registry.setReady("rack", "spot-1");
        Slot slot = registry.acquire(only());
        long seen = registry.version("rack");
        if (slot != null) {
            slot.close();
        }

        assertThat(registry.awaitRoom("rack", seen, LONG)).isTrue();
    }

    @Test
    void whatGivesNoRoomWakesNobody() throws InterruptedException {
        long seen = registry.version("rack");
        registry.probed(only(), ProbeResult.UNHEALTHY, registry.now());
        registry.record(only(), LegReport.of(LegOutcome.ANSWERED), registry.now());

        assertThat(registry.awaitRoom("rack", seen, Duration.ofMillis(5))).isFalse();
    }

    @Test
    void theEndOfABackOffWakes() throws InterruptedException {
        registry.setReady("rack", "spot-1");
        registry.record(only(), new LegReport(LegOutcome.BUSY, null, Duration.ofMillis(20)), registry.now());

        assertThat(registry.awaitRoom("rack", registry.version("rack"), LONG)).isTrue();
        assertThat(registry.pool("rack", Tier.SPOT, registry.now())
                        .upstreams()
                        .getFirst()
                        .ready())
                .isTrue();
    }

    @Test
    void aNewConfigurationWakesAndAnUnknownDeploymentOnlyTimesOut() throws Exception {
        long seen = registry.version("rack");
        Future<Boolean> waiting = requests.submit(() -> registry.awaitRoom("rack", seen, LONG));

        registry.replaceAll(List.of());

        assertThat(waiting.get(5, SECONDS)).isTrue();
        assertThat(registry.awaitRoom("rack", registry.version("rack"), Duration.ofMillis(5)))
                .isFalse();
    }

    @Test
    void manyRequestsShareTwoPlacesWithoutLeakOrLostWakeUp() {
        registry.setReady("rack", "spot-1");
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 500; i++) {
                all.add(requests.submit(() -> {
                    try (Slot slot = waitForSlot()) {
                        most.accumulateAndGet(open.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        open.decrementAndGet();
                        slot.close(); // and once more by try
                    }
                    return null;
                }));
            }
            for (Future<?> request : all) {
                request.get();
            }
        });

        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(only().inFlight()).isZero();
    }

    /** With a lost wake-up it would wait 30 s. */
    private Slot waitForSlot() throws InterruptedException {
        while (true) {
            long seen = registry.version("rack");
            Slot slot = registry.acquire(only());
            if (slot != null) {
                return slot;
            }
            registry.awaitRoom("rack", seen, LONG);
        }
    }

    private UpstreamEntry only() {
        return registry.entries("rack", Tier.SPOT).getFirst();
    }

    private void replaceAll(int maxInFlight) {
        UpstreamSpec upstream = UpstreamSpec.numbered(Tier.SPOT, 1, URI.create("http://a/v1"), null);
        TierSpec spot = new TierSpec(List.of(upstream), "least-in-flight", maxInFlight, null);
        registry.replaceAll(List.of(new Deployment("rack", "m", true, 100, spot, null)));
    }
}
