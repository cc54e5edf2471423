package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {
    private static final String CALL = "GET /api/status";
    private static final String STATUS = """
            {"at": "2026-11-21T10:00:00Z", "leader": {"here": true, "epoch": 3}, "store": "up",
             "prices": {"offers": 14, "newest": "2026-11-21T09:59:29Z", "age_seconds": 31},
             "fleet": {"live": 2, "dollars_per_hour": 0.432}, "problems": [],
             "deployments": [
              {"name": "rack", "model": "m", "public": false, "resume": true,
               "tiers": {"spot": {"rack-11": "ready"}, "serverless": {"serverless-1": "not ready"}},
               "fleet": {"gpu": ["L4:1"], "min_replicas": 0, "max_replicas": 5, "wanted": 2,
                "reason": "40 open requests need 2", "live": 2, "dollars_per_hour": 0.432,
                "launches": {"failures": 0, "not_before": null, "halted": null, "spot_missing_since": null},
                "replicas": [
                 {"id": "rack-11", "state": "ready", "age_seconds": 3725, "zone": "us-east-1a", "shape": "g6.xlarge",
                  "capacity": "spot", "dollars_per_hour": 0.216, "reason": "",
                  "steps": [{"step": "requested", "seconds": 2}, {"step": "ready", "seconds": null}]},
                 {"id": "rack-12", "state": "starting", "age_seconds": 57.4, "zone": "us-east-1b", "shape": "g6.xlarge",
                  "capacity": "spot", "dollars_per_hour": 0.216, "reason": "load needs 2\\u001b[2J",
                  "interruption": {"kind": "end", "deadline": "2026-11-21T10:02:00Z"},
                  "steps": [{"step": "requested", "seconds": 2}, {"step": "running", "seconds": 14},
                            {"step": "pulling", "seconds": 84}]}]}},
              {"name": "shelf", "model": "n", "resume": false, "tiers": {"serverless": {"runpod": "ready"}}, "fleet": null,
               "serverless": {"wanted": true, "problem": null},
               "endpoints": [{"provider": "runpod", "state": "deployed", "phase": "ready", "workers": 1, "gpu": "L4:1",
                "dollars_per_hour": 0.69, "cold_start_seconds": 95, "age_seconds": 3600, "reason": "chosen: the lowest"}]}]}
            """;

    @AutoClose
    private final AdminStub router = new AdminStub();

    @Test
    void aTableShowsEachReplicasWay() {
        router.on(CALL, STATUS);

        assertThat(status().out().lines().map(String::stripTrailing))
                .containsExactly(
                        "router: leads (epoch 3); store up; prices of 14 offers, 31 s old; 2 replicas at $0.4320/h",
                        "",
                        "rack  m",
                        "  spot:        rack-11 ready",
                        "  serverless:  serverless-1 not ready",
                        "  fleet:       2 wanted (0 to 5), 2 live, $0.4320/h: 40 open requests need 2",
                        "  REPLICA        STATE        WHERE                               $/H        AGE  STEPS AND WHY",
                        "  rack-11        ready        us-east-1a g6.xlarge spot        0.2160   1 h 02 m"
                                + "  requested 2 s > ready",
                        "  rack-12        starting     us-east-1b g6.xlarge spot        0.2160       57 s"
                                + "  requested 2 s > running 14 s > pulling 1 m 24 s…"
                                + "  (interrupted, ends at 2026-11-21T10:02:00Z; load needs 2 [2J)",
                        "",
                        "shelf  n",
                        "  serverless:  runpod ready",
                        "  resume:      off, answers that lose their upstream end with an error",
                        "  ENDPOINT       STATE        PHASE      WORKERS  GPU             $/H  COLD START        AGE  WHY",
                        "  runpod         deployed     ready            1  L4:1         0.6900    1 m 35 s   1 h 00 m"
                                + "  chosen: the lowest");
    }

    @Test
    void launchesThatFailAreSaid() {
        router.on(
                        CALL,
                        STATUS.replace(
                                "\"failures\": 0, \"not_before\": null", "\"failures\": 2, \"not_before\": \"T\""))
                .on(CALL, STATUS.replace("\"halted\": null", "\"halted\": \"no rights\""))
                .on(CALL, STATUS.replace("\"spot_missing_since\": null", "\"spot_missing_since\": \"T\""));

        assertThat(status().out()).contains("  2 launches in a row never got ready; the next is not before T");
        assertThat(status().out()).contains("launches are halted until the deployment file is changed: no rights");
        assertThat(status().out()).contains("no spot to be had since T");
    }

    @Test
    void oneDeploymentCanBeAskedFor() {
        router.on(CALL, STATUS);

        assertThat(status("--deployment", "shelf").out()).contains("shelf  n").doesNotContain("rack");
        assertThat(status("--deployment", "shelv"))
                .isEqualTo(new Typed(1, "", "the router has no deployment 'shelv'; did you mean 'shelf'?"));
        assertThat(status("--deployment", "other").err())
                .isEqualTo("the router has no deployment 'other'; see them with: skipjack status");
    }

    @Test
    void jsonIsForPrograms() throws IOException {
        router.on(CALL, STATUS);
        JsonMapper json = JsonMapper.builder().build();

        assertThat(json.readTree(status("--output", "json").out())).isEqualTo(json.readTree(STATUS));
        assertThat(json.readTree(status("--output", "json", "--deployment", "shelf")
                                .out())
                        .path("deployments"))
                .hasSize(1);
    }

    @Test
    void anEmptyRouterSaysWhatToDo() {
        router.on(CALL, "{\"leader\": {\"here\": false}, \"store\": \"none\", \"deployments\": []}");

        assertThat(status().out())
                .isEqualTo("router: does not lead; store none\n"
                        + "nothing is deployed; write a file into config/deployments, see fleet.yaml.example there");
    }

    @Test
    void noRouterIsOneSentenceAndTheNextStep() throws IOException {
        int free = TestRouter.freePort();
        assertThat(Typed.run("status", "--operator-url", "http://127.0.0.1:" + free))
                .isEqualTo(new Typed(
                        1,
                        "",
                        "no router answers at http://127.0.0.1:" + free
                                + "; start one with: skipjack serve, or name its"
                                + " operators' port with --operator-url http://HOST:PORT"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            401 ~ ''                 ~ wants to know who asks; set SKIPJACK_OPERATOR_KEY to an operator key, or
            401 ~ {"error": {"message": "no API key"}} ~ is --operator-url its operators' port, and not the clients'?
            403 ~ {"error": "no"}     ~ wants to know who asks (no); set SKIPJACK_OPERATOR_KEY
            500 ~ {"error": "broken"} ~ answered 500: broken
            404 ~ {"error": {"message": "x"}} ~ is --operator-url its operators' port, and not the clients'?
            200 ~ hello              ~ is no router's operators' port
            200 ~ []                 ~ answered 200
            """)
    void whatIsNoAnswerIsOneSentence(int status, String body, String sentence) {
        router.on(CALL, status, body);

        Typed typed = status();

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains(sentence);
        assertThat(typed.err().lines()).hasSize(1);
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        for (String url : new String[] {"localhost:8081", "ftp://x", "http://u:canary@h", "http://"}) {
            Typed typed = Typed.run("status", "--operator-url", url);
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err()).startsWith("--operator-url takes a URL").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 s", "59.4, 59 s", "60, 1 m 00 s", "3599, 59 m 59 s", "3600, 1 h 00 m", "90061, 25 h 01 m"})
    void durationsAreShort(double seconds, String text) {
        assertThat(Cells.duration(seconds)).isEqualTo(text);
    }

    private Typed status(String... more) {
        return Typed.run(List.of("status", "--operator-url", router.url()), more);
    }
}
