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
                .set("skipjack.fleet.price-interval", "1h")
                .step("findServerlessMarkets", exchange -> exchange.getMessage().setBody(List.of("broken", "modal")))
                .step("noteMarketAsked", exchange -> asked.add("noted"))
                .route("quote-endpoints", exchange -> {
                    if (exchange.getMessage().getBody().equals("broken")) {
                        throw new IllegalStateException("no such key");
                    }
                    asked.add(exchange.getMessage().getBody());
                })
                .step("findPrices", exchange -> exchange.getMessage().setBody(List.of("broken", "well")))
                .route("quote-prices", exchange -> {
                    asked.add(exchange.getMessage().getBody());
                    if (exchange.getMessage().getBody().equals("broken")) {
                        throw new IllegalStateException("throttled");
                    }
                })) {
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() >= 4);
            assertThat(asked).containsExactly("modal", "noted", "broken", "well");
        }
    }
}
