package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployCommandTest {
    private static final String NAMED = "PUT /api/deployments/qwen3-0.6b";
    private static final String WRITTEN =
            "{\"name\": \"qwen3-0.6b\", \"file\": \"qwen3-0.6b.yaml\", \"created\": true}";
    private static final String STATUS = "GET /api/status";

    @AutoClose
    private AdminStub router = new AdminStub().on(NAMED, WRITTEN);

    @Test
    void eachStepIsToldUntilItAnswers() {
        router.on(STATUS, status("\"endpoints\": []"))
                .on(STATUS, status(endpoint("deploying", "deploying", "creating the endpoint")))
                .on(STATUS, status(endpoint("deployed", "starting", "") + fleet("starting")));

        Typed typed = deploy();

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.steps())
                .containsExactly(
                        "deploying qwen3-0.6b as qwen3-0.6b.yaml",
                        "serverless at runpod: deploying (creating the endpoint)",
                        "serverless at runpod: deployed, starting",
                        "spot rack-1: starting, pulling",
                        "ready: model Qwen/Qwen3-0.6B answers at http://127.0.0.1:8080/v1; serverless does until spot is up"
                                + " (skipjack status --watch)");
        assertThat(router.calls().getFirst()).contains("model: Qwen/Qwen3-0.6B", "gpu: L4", "serverless: {}");
    }

    @Test
    void whatCanNeverAnswerIsSaidWithTheWayOut() {
        router.on(
                STATUS,
                status(endpoint("refused", "failed", "no")
                        .concat(", \"serverless\": {\"wanted\": true, \"problem\": \"quota used up\"}")));

        Typed typed = deploy("--serverless-only");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("qwen3-0.6b cannot be deployed: serverless: quota used up; change it, or remove it with:"
                        + " skipjack destroy qwen3-0.6b");
    }

    @Test
    void aFleetThatMayStillComeIsWaitedForThoughServerlessCannotBe() {
        router.on(
                        STATUS,
                        status("\"endpoints\": [], \"serverless\": {\"wanted\": true, \"problem\": \"no\"}"
                                + fleet("starting")))
                .on(
                        STATUS,
                        status("\"endpoints\": [], \"serverless\": {\"wanted\": true, \"problem\": \"no\"}"
                                + fleet("ready")));

        assertThat(deploy().code()).isZero();
    }

    @Test
    void aMistakeIsSaidAsTheRouterSaysIt() {
        router.close();
        router = new AdminStub()
                .on(NAMED, 400, "{\"error\": \"a.yaml:3: 'gpu': there is no GPU 'L5'; did you mean 'L4'?\"}");

        Typed typed = deploy();

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("a.yaml:3: 'gpu': there is no GPU 'L5'; did you mean 'L4'?");
    }

    @Test
    void withoutWaitingItEndsAtOnce() {
        Typed typed = deploy("--no-wait");

        assertThat(typed.code()).isZero();
        assertThat(router.calls()).hasSize(1);
        assertThat(typed.out()).contains("taken up; watch it with: skipjack status --watch");
    }

    @Test
    void explainingChangesNothing() {
        router.on("POST /api/explain", """
                {"possible": true, "spot": "L4:1 at ec2 in us-east-1",
                 "providers": [
                  {"provider": "runpod", "gpu": "L4:1", "dollars_per_hour": 0.69, "cold_start_seconds": 120,
                   "failures": 0, "effective_dollars_per_hour": 0.828, "reason": "chosen: the lowest"},
                  {"provider": "modal", "gpu": "L4:1", "dollars_per_hour": null, "cold_start_seconds": null,
                   "failures": 0, "effective_dollars_per_hour": null, "reason": "no credential: set MODAL_TOKEN_ID"}],
                 "endpoints": [{"provider": "runpod", "resources": ["endpoint sj-1-rack-2"]}]}
                """);

        Typed typed = deploy("--explain");

        assertThat(typed.code()).isZero();
        assertThat(router.calls()).hasSize(1);
        assertThat(typed.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "serverless:",
                        "  PROVIDER     GPU                    $/H  COLD START  FAILURES  EFFECTIVE  WHY",
                        "  runpod       L4:1                0.6900    2 m 00 s         0     0.8280  chosen: the lowest",
                        "  modal        L4:1                     -           -         0          -  no credential: set"
                                + " MODAL_TOKEN_ID",
                        "  effective = $/h x (1 + cold start / 10 min) x 2 for each failure of the last hour",
                        "would be made at runpod:",
                        "  endpoint sj-1-rack-2",
                        "spot: L4:1 at ec2 in us-east-1");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            --serverless-only --spot-only                 ~ leave nothing to deploy
            --spots-cloud gcp                             ~ --spots-cloud takes aws, not gcp
            --spot-only --serverless-provider modal       ~ --spot-only asks no serverless provider
            --timeout 0                                   ~ --timeout takes minutes, 1 or more, not 0
            --gpu-count many                              ~ Invalid value for option '--gpu-count'
            --serverles-only                              ~ did you mean '--serverless-only'?
            """)
    void wrongFlagsAreSaidBeforeAnybodyIsAsked(String flags, String complaint) {
        Typed typed = deploy(flags.split(" "));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains(complaint);
        assertThat(router.calls()).isEmpty();
    }

    @Test
    void aMissingPolicyIsSaid() {
        Typed typed = deploy("--scaling-policy", "/does/not/exist.yaml");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("there is no file /does/not/exist.yaml");
    }

    @Test
    void aRouterThatIsDownIsSaidWithTheNextStep() {
        router.close();

        Typed typed = deploy();

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("no router answers at", "start one with: skipjack serve");
    }

    private Typed deploy(String... more) {
        return Typed.run(
                List.of("deploy", "--model", "Qwen/Qwen3-0.6B", "--gpu", "L4", "--operator-url", router.url()), more);
    }

    private static String status(String more) {
        return "{\"endpoint\": \"http://127.0.0.1:8080/v1\", \"deployments\": [{\"name\": \"qwen3-0.6b\","
                + " \"model\": \"Qwen/Qwen3-0.6B\", " + more + "}]}";
    }

    private static String endpoint(String state, String phase, String reason) {
        return "\"endpoints\": [{\"provider\": \"runpod\", \"state\": \"%s\", \"phase\": \"%s\", \"reason\": \"%s\"}]"
                .formatted(state, phase, reason);
    }

    private static String fleet(String state) {
        return ", \"fleet\": {\"max_replicas\": 5, \"replicas\": [{\"id\": \"rack-1\", \"state\": \"%s\", \"steps\": [{\"step\": \"pulling\"}]}]}"
                .formatted(state);
    }
}
