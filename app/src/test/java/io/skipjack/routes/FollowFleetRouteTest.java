package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FollowFleetRouteTest {
    @Test
    void aStoreThatIsAwayForATurnIsReadAgainInTheNext() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        try (RouteStage stage = new RouteStage("follow-fleet")
                .set("skipjack.fleet.follow-interval", "20ms")
                .step("followFleet", exchange -> {
                    if (turns.incrementAndGet() == 1) {
                        throw new IllegalStateException("the store is away");
                    }
                })
                .open()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> turns.get() >= 3);
            assertThat(stage.calls()).containsOnly("followFleet");
        }
    }
}
