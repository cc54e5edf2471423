package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsCommandTest {
    private static final String CALL = "GET /api/deployments/rack/logs?since=1h&limit=10000";
    private static final String BEGIN = "2026-11-21T09:00:00Z";
    private static final String REPLICA_LINE =
            line("2026-11-21T10:00:01Z", "spot", "rack-1", "engine: \\u001b[2Jready");
    private static final String ROUTER_LINE =
            line("2026-11-21T10:00:00.500Z", "router", "desk-1", "rack-1 requested, cheapest: load needs 1");
    private static final String PROBLEM = line("2026-11-21T10:00:02Z", "serverless", "modal", "Down");

    @AutoClose
    private final AdminStub router = new AdminStub();

    private static String line(String at, String component, String source, String text) {
        return "{\"at\": \"%s\", \"component\": \"%s\", \"source\": \"%s\", \"text\": \"%s\"}"
                .formatted(at, component, source, text);
    }

    private static String answer(String at, List<String> lines, List<String> problems) {
        return """
                {"router": "desk-1", "router_since": "2026-11-21T08:00:00Z", "at": "%s", "since": "%s", "heard_until": "%s",
                 "lines": [%s], "left_out": 0, "problems": [%s]}
                """.formatted(at, BEGIN, at, String.join(", ", lines), String.join(", ", problems));
    }

    @Test
    void eachLineSaysWhenWhichComponentAndWho() {
        router.on(CALL, answer("2026-11-21T10:00:03Z", List.of(ROUTER_LINE, REPLICA_LINE), List.of(PROBLEM)));

        assertThat(logs()).isEqualTo(new Typed(0, """
                2026-11-21T10:00:00.500Z  router      desk-1          rack-1 requested, cheapest: load needs 1
                2026-11-21T10:00:01.000Z  spot        rack-1          engine:  [2Jready
                2026-11-21T10:00:02.000Z  serverless  modal           ! Down""", ""));
    }

    @Test
    void jsonIsForPrograms() throws IOException {
        String answer = answer("2026-11-21T10:00:03Z", List.of(ROUTER_LINE), List.of(PROBLEM));
        router.on("GET /api/deployments/rack/logs?since=10m&limit=5&component=router", answer);
        JsonMapper json = JsonMapper.builder().build();

        Typed typed = logs("--output", "json", "--since", "10m", "--tail", "5", "--component", "ROUTER");

        assertThat(json.readTree(typed.out())).isEqualTo(json.readTree(answer));
    }

    @Test
    void whatIsLeftOutIsSaid() {
        router.on(
                CALL,
                answer("2026-11-21T10:00:03Z", List.of(ROUTER_LINE), List.of())
                        .replace("\"left_out\": 0", "\"left_out\": 7"));

        assertThat(logs().err()).isEqualTo("7 older lines are left out; choose with --since, --component or --tail");
    }

    @Test
    void aStreamHasEachLineAndEachProblemOnceAndOutlivesAnAnswerThatFails() throws Exception {
        String next = "GET /api/deployments/rack/logs?since=2026-11-21T09%3A30%3A03Z&limit=10000&seen_since="
                + "2026-11-21T09%3A59%3A53Z";
        router.on(CALL, answer("2026-11-21T10:00:03Z", List.of(ROUTER_LINE), List.of(PROBLEM)))
                .on(next, 500, "{\"error\": \"restarting\"}")
                .on(next, answer("2026-11-21T10:00:09Z", List.of(ROUTER_LINE, REPLICA_LINE), List.of(PROBLEM)));

        Following logs = Following.of("logs", "rack", "-f", "--output", "json", "--operator-url", router.url());
        try (logs) {
            await().atMost(Duration.ofSeconds(20)).until(() -> logs.out().contains("ready"));
        }

        List<JsonNode> told = logs.out()
                .lines()
                .map(text -> {
                    try {
                        return JsonMapper.builder().build().readTree(text);
                    } catch (IOException none) {
                        throw new AssertionError(text, none);
                    }
                })
                .toList();
        assertThat(told).extracting(each -> each.path("source").asText()).containsExactly("desk-1", "modal", "rack-1");
        assertThat(told.get(1).path("problem").asBoolean()).isTrue();
        assertThat(logs.err().lines().filter(text -> text.contains("answered 500: restarting")))
                .hasSize(1);
    }

    @Test
    void aDeploymentThatIsNotThereIsSaid() {
        router.on(CALL, 404, "{\"error\": \"there is no deployment 'rack'\"}");

        assertThat(logs())
                .isEqualTo(new Typed(
                        1, "", "the router has no deployment 'rack'; see those there are with: skipjack status"));
    }

    @Test
    void theDeploymentIsNamedAsInOtherCommands() {
        router.on(CALL, 404, "{\"error\": \"there is no deployment 'rack'\"}");

        assertThat(Typed.run("logs", "--service-name", "rack", "--operator-url", router.url())
                        .err())
                .startsWith("the router has no deployment 'rack'");
        assertThat(Typed.run("logs").err()).startsWith("name the deployment, as NAME or with --service-name");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", textBlock = """
            --since ~ yesterday ~ --since takes a time such as 10m, 6h or 2026-11-21T10:00:00Z, not yesterday
            --tail ~ 0 ~ --tail takes a number from 1 to 10000
            --component ~ engine ~ Invalid value for option '--component'
            """)
    void awrongFlagIsOneSentence(String option, String value, String sentence) {
        Typed typed = logs(option, value);

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith(sentence);
    }

    private Typed logs(String... more) {
        return Typed.run(List.of("logs", "rack", "--operator-url", router.url()), more);
    }
}
