package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestroyCommandTest {
    private static final String REMOVE = "DELETE /api/deployments/rack";
    private static final String STATUS = "GET /api/status";
    private static final String GOING = """
            {"deployments": [{"name": "rack", "removed": true, "endpoints": [
             {"provider": "runpod", "state": "destroying", "phase": "cold", "reason": "left: template tpl-7 (HTTP 409)"}]}]}
            """;
    private static final String NOTHING = "{\"deployments\": []}";

    @AutoClose
    private final AdminStub router = new AdminStub();

    @Test
    void itWaitsUntilNothingIsLeft() {
        router.on(REMOVE, "{\"name\": \"rack\"}")
                .on(STATUS, "{\"deployments\": [{\"name\": \"rack\"}]}")
                .on(STATUS, GOING)
                .on(STATUS, NOTHING);

        Typed typed = destroy("rack");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.steps())
                .containsExactly(
                        "removing rack",
                        "serverless at runpod: destroying (left: template tpl-7 (HTTP 409))",
                        "rack is gone, nothing of it is left");
    }

    @Test
    void oneThatIsGoingAlreadyIsWaitedFor() {
        router.on(STATUS, GOING).on(STATUS, GOING).on(STATUS, NOTHING);

        Typed typed = destroy("--service-name", "rack");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("rack is being removed already", "nothing of it is left");
    }

    @Test
    void allAreRemoved() {
        router.on(STATUS, "{\"deployments\": [{\"name\": \"rack\"}, {\"name\": \"shelf\"}]}")
                .on(STATUS, NOTHING)
                .on(REMOVE, "{\"name\": \"rack\"}")
                .on("DELETE /api/deployments/shelf", "{\"name\": \"shelf\"}");

        Typed typed = destroy("--all");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("rack is gone", "shelf is gone");
    }

    @Test
    void theModelWillDoForANameWhereOneServesIt() {
        String serving = "{\"deployments\": [{\"name\": \"rack\", \"model\": \"Qwen/Qwen3-0.6B\"}]}";
        router.on(REMOVE, "{\"name\": \"rack\"}").on(STATUS, serving).on(STATUS, NOTHING);

        Typed typed = destroy("Qwen/Qwen3-0.6B");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("removing rack", "rack is gone");
    }

    @Test
    void aModelThatSeveralServeDestroysNone() {
        router.on(
                STATUS,
                "{\"deployments\": [{\"name\": \"rack\", \"model\": \"q/q\"}, {\"name\": \"shelf\", \"model\": \"q/q\"}]}");

        Typed typed = destroy("q/q");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("q/q is served by several deployments, name one: rack, shelf");
    }

    @Test
    void aModelThatNobodyServesIsSaid() {
        router.on(STATUS, NOTHING);

        Typed typed = destroy("q/q");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).startsWith("the router has no deployment 'q/q'");
    }

    @Test
    void anUnknownOneIsSaid() {
        router.on(STATUS, NOTHING);

        Typed typed = destroy("rack");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo(
                        "the router has no deployment 'rack', and none serves a model of that name; see those it has with: skipjack status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rack --all", "rack --service-name shelf", "rack --timeout 0"})
    void wrongFlagsAreSaidBeforeAnybodyIsAsked(String flags) {
        Typed typed = destroy(flags.isEmpty() ? new String[0] : flags.split(" "));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(router.calls()).isEmpty();
    }

    private Typed destroy(String... more) {
        return Typed.run(List.of("destroy", "--operator-url", router.url()), more);
    }
}
