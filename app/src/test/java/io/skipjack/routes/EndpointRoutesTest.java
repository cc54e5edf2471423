package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.processors.serverless.NoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The routes of the endpoints' loop, each as it is shipped. */
class EndpointRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    @Test
    void aCallThatHangsHoldsNeitherOthersNorTheNextTurnUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RouteStage stage = new RouteStage("reconcile-endpoints")
                .set("skipjack.endpoints.interval", "20ms")
                .step("planEndpoints", exchange -> exchange.getMessage().setBody(List.of("hangs", "well")))
                .route("call-endpoint", exchange -> {
                    if (exchange.getMessage().getBody().equals("hangs")) {
                        end.await();
                    }
                    seen.add(exchange.getMessage().getBody());
                })) {
            stage.open();

            await().atMost(SOON).until(() -> seen.size() >= 3);
            assertThat(seen).containsOnly("well");
            end.countDown();
        }
    }

    @Test
    void aCallIsWrittenDownMadeAndItsAnswerWrittenDown() throws Exception {
        try (RouteStage stage = callEndpoint().open()) {
            stage.provider().answers(exchange -> exchange.getMessage().setBody("deployed"));

            stage.ask("call-endpoint", "a step");

            assertThat(stage.calls()).containsExactly("beginEndpointCall", "recordEndpointCall");
            assertThat(seen).containsExactly("deployed");
            assertThat(stage.provider().address()).isEqualTo("modal");
            assertThat(stage.provider().options()).containsEntry("operation", "deploy");
        }
    }

    @Test
    void aCallThatFailsIsWrittenDownToo() throws Exception {
        try (RouteStage stage = callEndpoint().open()) {
            stage.provider().answers(RouteStage.failing(new IllegalStateException("timed out")));

            Exchange done = stage.ask("call-endpoint", "a step");

            assertThat(seen).singleElement().asString().contains("IllegalStateException: timed out");
            assertThat(done.getException()).isNull();
        }
    }

    @Test
    void whatMayNotBeAskedIsNot() throws Exception {
        try (RouteStage stage = callEndpoint()
                .step("beginEndpointCall", exchange -> exchange.setRouteStop(true))
                .open()) {
            stage.provider().answers(RouteStage.failing(new IllegalStateException("asked")));

            stage.ask("call-endpoint", "a step");

            assertThat(stage.calls()).containsExactly("beginEndpointCall");
        }
    }

    private RouteStage callEndpoint() throws Exception {
        return new RouteStage("call-endpoint")
                .step("beginEndpointCall", exchange -> {
                    exchange.setVariable("provider", "modal");
                    exchange.setVariable("operation", "deploy");
                })
                .bean("noteFailure", new NoteFailure())
                .step(
                        "recordEndpointCall",
                        exchange -> seen.add(exchange.getMessage().getBody()));
    }

    @Test
    void orphansOfEachProviderAreEndedAndOneThatIsDownKeepsNoOtherFromIt() throws Exception {
        try (RouteStage stage = new RouteStage("sweep-endpoints")
                .set("skipjack.endpoints.sweep-interval", "1h")
                .step("findUsableProviders", exchange -> {
                    exchange.setVariable("owner", "me");
                    exchange.getMessage().setBody(List.of("down", "modal"));
                })
                .step(
                        "sweepEndpoints",
                        exchange -> exchange.getMessage()
                                .setBody(List.of(
                                        "orphan of " + exchange.getMessage().getBody())))
                .step("countOrphans", exchange -> {})
                .step("recordSweep", exchange -> seen.add(exchange.getMessage().getBody()))) {
            stage.provider().answers(exchange -> {
                if (exchange.getVariable("provider").equals("down")) {
                    throw new IllegalStateException("no connection");
                }
                exchange.getMessage()
                        .setBody("answer to " + exchange.getMessage().getBody());
            });
            stage.open();

            await().atMost(SOON).until(() -> !seen.isEmpty());
            assertThat(seen).containsExactly("answer to orphan of answer to me");
        }
    }

    @Test
    void everyRouterFollowsAndQuotesAreKept() throws Exception {
        try (RouteStage stage = new RouteStage("follow-endpoints")
                .set("skipjack.endpoints.follow-interval", "20ms")
                .step("followEndpoints", exchange -> seen.add("followed"))) {
            stage.open();
            await().atMost(SOON).until(() -> seen.size() >= 2);
        }
        seen.clear();
        try (RouteStage stage = new RouteStage("quote-endpoints")
                .step("keepPrices", exchange -> seen.add(exchange.getMessage().getBody()))
                .open()) {
            stage.provider().answers(exchange -> exchange.getMessage().setBody("quotes"));
            stage.ask("quote-endpoints", "runpod");
            assertThat(seen).containsExactly("quotes");
            assertThat(stage.provider().address()).isEqualTo("runpod");
        }
    }
}
