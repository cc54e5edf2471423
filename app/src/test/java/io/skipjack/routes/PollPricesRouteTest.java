package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PollPricesRouteTest {
    @Test
    void eachNeedIsAskedForAndOneThatFailsKeepsNoOtherFromIt() throws Exception {
        Queue<Object> asked = new ConcurrentLinkedQueue<>();
        try (RouteStage stage = new RouteStage("poll-prices")
                .set("skipjack.fleet.price-interval", "20ms")
                .step("findPrices", exchange -> exchange.getMessage().setBody(List.of("broken", "well")))
                .route("quote-prices", exchange -> {
                    asked.add(exchange.getMessage().getBody());
                    if (exchange.getMessage().getBody().equals("broken")) {
                        throw new IllegalStateException("throttled");
                    }
                })) {
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() >= 4);
            assertThat(asked.stream().limit(4)).containsExactly("broken", "well", "broken", "well");
        }
    }
}
