package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {
    private static final String STATUS = """
            {"endpoint": "http://127.0.0.1:8080/v1", "deployments": [
             {"name": "rack", "model": "m", "tiers": {"spot": {"rack-1": "ready"}},
              "fleet": {"wanted": 2, "live": 2, "max_replicas": 5, "dollars_per_hour": 0.4,
               "replicas": [{"id": "rack-1", "state": "ready"}, {"id": "rack-2", "state": "starting"}]},
              "serverless": {"wanted": true, "problem": null},
              "endpoints": [{"provider": "runpod", "state": "deployed", "workers": 2, "dollars_per_hour": 0.69}]},
             {"name": "shelf", "model": "n", "serverless": {"wanted": true, "problem": "no quota"},
              "endpoints": [{"provider": "modal", "state": "refused", "workers": null, "dollars_per_hour": null}]},
             {"name": "zero", "model": "z",
              "fleet": {"wanted": 0, "live": 0, "max_replicas": 2, "dollars_per_hour": 0, "replicas": []}},
             {"name": "soon", "model": "s",
              "fleet": {"wanted": 1, "live": 1, "max_replicas": 2, "dollars_per_hour": 0.2,
               "replicas": [{"id": "soon-1", "state": "starting"}]}},
             {"name": "old", "removed": true, "endpoints": []},
             {"name": "theirs", "model": "t", "tiers": {"serverless": {"one": "not ready"}}}]}
            """;

    @AutoClose
    private final AdminStub router = new AdminStub().on("GET /api/status", STATUS);

    @Test
    void eachDeploymentIsALine() {
        assertThat(list().out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "NAME | MODEL | STATUS | SPOT | SERVERLESS | $/H | ENDPOINT",
                        "rack | m | serving | 1 of 2 | runpod deployed | 1.7800 | http://127.0.0.1:8080/v1",
                        "shelf | n | halted | - | modal refused | 0.0000+ | http://127.0.0.1:8080/v1",
                        "zero | z | idle | 0 of 0 | - | 0.0000 | http://127.0.0.1:8080/v1",
                        "soon | s | booting | 0 of 1 | - | 0.2000 | http://127.0.0.1:8080/v1",
                        "old | removing | - | - | 0.0000 | http://127.0.0.1:8080/v1",
                        "theirs | t | down | - | one not ready | 0.0000 | http://127.0.0.1:8080/v1");
    }

    @ParameterizedTest
    @CsvSource({"serving,rack", "HALTED,shelf", "idle,zero", "booting,soon", "removing,old", "down,theirs"})
    void oneStatusCanBeAskedFor(String status, String name) {
        assertThat(list("--status", status, "--output", "csv").out().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith(name + ",");
    }

    @Test
    void programsGetNumbers() {
        assertThat(list("--status", "serving", "--output", "csv").out())
                .isEqualTo("name,model,status,spot_ready,spot_wanted,serverless,dollars_per_hour,"
                        + "dollars_per_hour_is_all,endpoint\n"
                        + "rack,m,serving,1,2,runpod deployed,1.78,true,http://127.0.0.1:8080/v1");
        assertThat(list("--status", "halted", "--output", "json").out())
                .contains("\"status\" : \"halted\"", "\"dollars_per_hour_is_all\" : false");
    }

    @Test
    void nothingIsSaidWithTheNextStep() {
        try (AdminStub empty = new AdminStub().on("GET /api/status", "{\"deployments\": []}")) {
            assertThat(Typed.run("list", "--operator-url", empty.url()).out())
                    .isEqualTo("nothing is deployed; deploy a model with: skipjack deploy --model MODEL --gpu GPU");
            assertThat(Typed.run("list", "--operator-url", empty.url(), "--status", "idle,down")
                            .out())
                    .isEqualTo("no deployment is idle or down; see all with: skipjack list");
        }
    }

    @Test
    void aStatusThatIsNoneIsNamed() {
        assertThat(list("--status", "failed"))
                .isEqualTo(new Typed(
                        2,
                        "",
                        "Invalid value for option '--status' (STATUS): expected one of serving, booting, idle, halted,"
                                + " removing, down, but was 'failed'\nHelp: skipjack list --help"));
    }

    private Typed list(String... more) {
        return Typed.run(List.of("list", "--operator-url", router.url()), more);
    }
}
