package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LogsRouteTest {
    /** What the steps hand on, as far as the route reads it. */
    public record Question(String provider, String operation, Object request) {}

    @Test
    void allSourcesAreAskedBeforeTheAnswer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                RouteStage stage = new RouteStage("logs")
                        .bean("logThreads", threads)
                        .step(
                                "findLogSources",
                                exchange -> exchange.getMessage().setBody(List.of("one", "two")))
                        .step("showLogs", exchange -> exchange.getMessage().setBody("answer"))
                        .route("read-log", exchange -> {})
                        .open()) {
            assertThat(stage.ask("logs").getMessage().getBody()).isEqualTo("answer");
            assertThat(stage.calls()).containsExactly("findLogSources", "read-log", "read-log", "showLogs");
        }
    }

    @Test
    void aSourcesProviderIsAskedAndItsAnswerKept() throws Exception {
        try (RouteStage stage = stage()) {
            stage.provider().answers(exchange -> exchange.getMessage().setBody(List.of()));

            stage.ask("read-log", new Question("ec2", "lease-logs", "request"));

            assertThat(stage.calls()).containsExactly("keepLog");
            assertThat(stage.provider().address()).isEqualTo("ec2");
            assertThat(stage.provider().options()).containsEntry("operation", "lease-logs");
        }
    }

    @Test
    void aFailureIsNotedAndEndsNothing() throws Exception {
        try (RouteStage stage = stage()) {
            stage.provider().answers(RouteStage.failing(new ProviderUnavailableException("Down")));

            assertThat(stage.ask("read-log", new Question("modal", "logs", "request"))
                            .getException())
                    .isNull();
            assertThat(stage.calls()).containsExactly("noteLogFailure");
        }
    }

    private static RouteStage stage() throws Exception {
        return new RouteStage("read-log")
                .step("keepLog", exchange -> {})
                .step("noteLogFailure", exchange -> {})
                .open();
    }
}
