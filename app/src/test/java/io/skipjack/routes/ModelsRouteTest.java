package io.skipjack.routes;

import static io.skipjack.routes.RouteStage.failing;
import static io.skipjack.routes.RouteStage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.routing.UpstreamUnavailableException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ModelsRouteTest {
    @Test
    void theCallerIsKnownBeforeModelsAreListed() throws Exception {
        try (RouteStage stage = new RouteStage("models")
                .step("listModels", exchange -> exchange.getMessage().setBody("models"))
                .open()) {
            assertThat(stage.ask("models").getMessage().getBody()).isEqualTo("models");
            assertThat(stage.calls()).containsExactly("authenticateCaller", "listModels");
        }
    }

    @Test
    void aStrangerSeesNothing() throws Exception {
        try (RouteStage stage = new RouteStage("models")
                .step("authenticateCaller", failing(refused()))
                .step("listModels", exchange -> {})
                .open()) {
            Exchange answered = stage.ask("models");

            assertThat(answered.getException()).isNull();
            assertThat(answered.getMessage().getBody()).isEqualTo("error");
            assertThat(stage.calls()).containsExactly("authenticateCaller", "answerError");
        }
    }

    @Test
    void nothingHereIsWaitedFor() throws Exception {
        try (RouteStage stage = new RouteStage("models")
                .step("listModels", failing(new UpstreamUnavailableException("none")))
                .hold(exchange -> true)
                .open()) {
            stage.ask("models");

            assertThat(stage.calls()).containsExactly("authenticateCaller", "listModels", "answerError");
        }
    }
}
