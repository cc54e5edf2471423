package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.provider.ListRequest;
import io.skipjack.processors.fleet.LeaseSearch;
import io.skipjack.processors.fleet.ProviderLeases;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SweepOrphansRouteTest {
    @Test
    void theProviderIsListedBeforeTheStoreIsReadAndOrphansAreEnded() throws Exception {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        try (RouteStage stage = new RouteStage("sweep-orphans")
                .set("skipjack.fleet.sweep-interval", "1h")
                .step(
                        "findLeases",
                        exchange -> exchange.getMessage()
                                .setBody(
                                        List.of(new LeaseSearch("ec2", new ListRequest("owner", Set.of("us-east-1"))))))
                .step("sweepOrphans", exchange -> {
                    order.add("sweep " + exchange.getMessage().getBody());
                    exchange.getMessage().setBody(List.of(new ProviderLeases("ec2", List.of())));
                })
                .step("countOrphans", exchange -> order.add("count"))
                .step("forgetEnded", exchange -> order.add("forget"))) {
            stage.provider().answers(exchange -> {
                boolean listing = exchange.getMessage().getBody() instanceof ListRequest;
                order.add(listing ? "list" : "terminate");
                exchange.getMessage().setBody("listing");
            });
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(() -> order.contains("forget"));
            assertThat(order).containsExactly("list", "sweep listing", "count", "terminate", "forget");
        }
    }
}
