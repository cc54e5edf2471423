package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.provider.ListRequest;
import io.skipjack.processors.fleet.LeaseSearch;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ObserveReplicasRouteTest {
    @Test
    void aProviderThatDoesNotAnswerKeepsTheOthersReplicasFromNothing() throws Exception {
        Queue<String> movedOn = new ConcurrentLinkedQueue<>();
        LeaseSearch broken = new LeaseSearch("broken", new ListRequest("owner", Set.of("us-east-1")));
        LeaseSearch well = new LeaseSearch("well", new ListRequest("owner", Set.of("eu-west-1")));
        try (RouteStage stage = new RouteStage("observe-replicas")
                .set("skipjack.fleet.observe-interval", "20ms")
                .step("findLeases", exchange -> exchange.getMessage().setBody(List.of(broken, well)))
                .step(
                        "observeReplicas",
                        exchange -> movedOn.add(exchange.getVariable("provider") + " saw "
                                + exchange.getMessage().getBody()))) {
            stage.provider().answers(exchange -> {
                ListRequest request = exchange.getMessage().getBody(ListRequest.class);
                if (request.regions().contains("us-east-1")) {
                    throw new IllegalStateException("throttled");
                }
                exchange.getMessage().setBody(request.regions());
            });
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(() -> movedOn.size() >= 2);
            assertThat(movedOn).containsOnly("well saw [eu-west-1]");
            assertThat(stage.provider().options()).containsEntry("operation", "list");
        }
    }
}
