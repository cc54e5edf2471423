package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A spot engine goes up and down: no request is lost. */
class Row13FlappingSpotIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void losesNoRequest() {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            var clients = java.util.stream.IntStream.range(0, 3)
                    .mapToObj(i -> WireCall.later(() -> {
                        WireAnswer last = fleet.chat();
                        while (!stop.get()) {
                            Fleet.assertWhole(last);
                            answered.incrementAndGet();
                            last = fleet.chat();
                        }
                        return last;
                    }))
                    .toList();
            for (int turn = 0; turn < 5; turn++) {
                int before = answered.get();
                if (turn % 2 == 0) {
                    fleet.spot(1).kill();
                } else {
                    fleet.spot(1).boot();
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(5))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> answered.get() >= before + 30
                                || clients.stream().anyMatch(client -> client.isDone()));
            }
            stop.set(true);
            clients.forEach(client -> Fleet.assertWhole(client.join()));
            assertThat(fleet.health()).contains("\"spot-2\":\"ready\"");
            fleet.assertQuiet();
        }
    }
}
