package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class InterruptionsRouteTest {
    @Test
    void aPostIsTakenAndAnswered() throws Exception {
        try (RouteStage stage = new RouteStage("interruptions")
                .step("takeRequest", exchange -> exchange.getMessage().setBody("post"))
                .step(
                        "takeHostReport",
                        exchange -> exchange.getMessage()
                                .setBody("took " + exchange.getMessage().getBody()))
                .open()) {
            Exchange done = stage.ask("interruptions");

            assertThat(stage.calls()).containsExactly("takeRequest", "takeHostReport");
            assertThat(done.getMessage().getBody()).isEqualTo("took post");
        }
    }

    @Test
    void aPostThatIsRefusedGetsAnErrorAndIsNotHeld() throws Exception {
        try (RouteStage stage = new RouteStage("interruptions")
                .step("takeRequest", exchange -> {})
                .step("takeHostReport", RouteStage.failing(RouteStage.refused()))
                .open()) {
            Exchange done = stage.ask("interruptions");

            assertThat(stage.calls()).containsExactly("takeRequest", "takeHostReport", "answerError");
            assertThat(done.getMessage().getBody()).isEqualTo("error");
        }
    }
}
