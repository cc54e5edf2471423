package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class LaunchReplicaRouteTest {
    @Test
    void whatIsIntendedIsAskedOfItsProviderAndWrittenDownWithTheAnswer() throws Exception {
        StringBuilder recorded = new StringBuilder();
        try (RouteStage stage = stage().step(
                        "recordLaunch",
                        exchange -> recorded.append(exchange.getVariable("request"))
                                .append(" -> ")
                                .append(exchange.getMessage().getBody()))
                .open()) {
            stage.provider()
                    .answers(exchange -> exchange.getMessage()
                            .setBody("leased for " + exchange.getMessage().getBody()));

            stage.ask("launch-replica", "a step");

            assertThat(stage.calls()).containsExactly("intendLaunch", "recordLaunch");
            assertThat(recorded).hasToString("rack-1 -> leased for rack-1");
            assertThat(stage.provider().address()).isEqualTo("ec2");
            assertThat(stage.provider().options()).containsEntry("operation", "launch");
        }
    }

    @Test
    void whatMayNotBeLaunchedIsNotAskedFor() throws Exception {
        try (RouteStage stage = stage().step("intendLaunch", exchange -> exchange.setRouteStop(true))
                .step("recordLaunch", exchange -> {})
                .open()) {
            stage.provider().answers(RouteStage.failing(new IllegalStateException("asked")));

            Exchange done = stage.ask("launch-replica", "a step");

            assertThat(stage.calls()).containsExactly("intendLaunch");
            assertThat(done.getException()).isNull();
        }
    }

    @Test
    void anAnswerThatNeverCameIsNotWrittenDown() throws Exception {
        try (RouteStage stage = stage().step("recordLaunch", exchange -> {}).open()) {
            stage.provider().answers(RouteStage.failing(new IllegalStateException("timed out")));

            Exchange done = stage.ask("launch-replica", "a step");

            assertThat(stage.calls()).containsExactly("intendLaunch");
            assertThat(done.getException())
                    .as("said in the log, tried again next turn")
                    .isNull();
        }
    }

    private static RouteStage stage() throws Exception {
        return new RouteStage("launch-replica").step("intendLaunch", exchange -> {
            exchange.setVariable("provider", "ec2");
            exchange.getMessage().setBody("rack-1");
        });
    }
}
