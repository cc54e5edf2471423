package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObserveUpstreamsRouteTest {
    @Test
    void aTurnThatFailsDoesNotKeepTheNextFromComing() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        try (RouteStage stage = new RouteStage("observe-upstreams")
                .set("skipjack.probe.health-interval", "20ms")
                .step("observeUpstreams", exchange -> {
                    if (turns.incrementAndGet() == 1) {
                        throw new IllegalStateException("the first turn fails");
                    }
                })
                .open()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> turns.get() >= 3);
            assertThat(stage.calls()).containsOnly("observeUpstreams");
        }
    }
}
