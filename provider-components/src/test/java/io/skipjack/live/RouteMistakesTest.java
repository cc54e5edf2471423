package io.skipjack.live;

import static io.skipjack.live.LiveBench.answering;
import static io.skipjack.live.LiveBench.kameletText;
import static io.skipjack.live.LiveBench.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get an edit wrong: the old routes go on serving, and the status names file, line and reason. */
class RouteMistakesTest {
    @TempDir
    Path folder;

    private LiveBench bench;

    @BeforeEach
    void serveOne() throws Exception {
        bench = new LiveBench(folder)
                .bean("good", e -> e.getMessage().setBody("good"))
                .key("known", "1")
                .kamelet("greet-action", kameletText("greet-action", "hello"))
                .route("spot", answering("spot", "one"))
                .start();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("syntax", "- route:\n    id: spot\n    from: [\n", 4, "this is not YAML"),
                mistake("tab", "- route:\n\tid: spot\n", 2, "this is not YAML"),
                mistake("empty", "", 0, "the file is empty"),
                mistake("only comments", "# nothing here\n", 0, "the file is empty"),
                mistake("text", "hello", 1, "must be a list"),
                mistake("map", "route:\n  id: spot\n", 1, "must be a list"),
                mistake("other item", "- beans:\n  - name: x\n", 1, "beans cannot stand here"),
                mistake(
                        "no id",
                        "- route:\n    from:\n      uri: live:spot\n      steps: [ { to: live:spot } ]\n",
                        1,
                        "needs id: spot"),
                mistake("no from", "- route:\n    id: spot\n", 1, "needs from"),
                mistake("no steps", "- route:\n    id: spot\n    from:\n      uri: live:spot\n", 3, "needs steps"),
                mistake(
                        "id is not the file name",
                        answering("spot", "x").replace("id: spot", "id: spto"),
                        2,
                        "called spto but its file spot"),
                mistake("two routes", answering("spot", "x") + answering("calm", "y"), 8, "a file holds one route"),
                mistake(
                        "key twice",
                        answering("spot", "x").replace("    description", "    id: spot\n    description"),
                        3,
                        "id is given twice"),
                mistake("unknown step", steps("spot", "- too: live:spot"), 7, "there is no step called too"),
                mistake(
                        "unknown step option",
                        steps("spot", "- process:\n    ref: good\n    colour: red"),
                        9,
                        "colour is not an option here"),
                mistake(
                        "missing bean",
                        steps("spot", "- setBody: { constant: x }\n- process: { ref: nope }"),
                        8,
                        "there is no bean called nope"),
                mistake(
                        "missing nested bean",
                        steps(
                                "spot",
                                "- choice:\n    when:\n      - simple: '${body} == 1'\n        steps:\n          - process:\n              ref: nope"),
                        12,
                        "there is no bean called nope"),
                mistake(
                        "missing balancer",
                        steps(
                                "spot",
                                "- loadBalance:\n    customLoadBalancer: { ref: nope }\n    steps: [ { to: live:spot } ]"),
                        8,
                        "there is no bean called nope"),
                mistake("unknown component", steps("spot", "- to: foo:bar"), 7, "there is no component called foo"),
                mistake(
                        "unknown component in from",
                        answering("spot", "x").replace("live:spot", "foo:spot"),
                        5,
                        "there is no component called foo"),
                mistake(
                        "unknown option",
                        steps("spot", "- to:\n    uri: live:spot\n    parameters:\n      colour: secret"),
                        10,
                        "there is no option called colour"),
                mistake(
                        "unknown key",
                        steps("spot", "- delay: { constant: '{{nokey}}' }"),
                        7,
                        "there is no key nokey in the config"),
                mistake("unknown live name", steps("spot", "- to: live:spto"), 7, "no route starts from live:spto"),
                mistake(
                        "missing kamelet",
                        steps("spot", "- to: kamelet:nope-action"),
                        7,
                        "there is no Kamelet called nope-action"),
                mistake(
                        "missing class",
                        steps(
                                "spot",
                                "- doTry:\n    steps: [ { to: live:spot } ]\n    doCatch:\n      - exception: [ no.such.Failure ]\n        steps: [ { to: live:spot } ]"),
                        10,
                        "there is no class called no.such.Failure"),
                mistake(
                        "wrong number",
                        steps(
                                "spot",
                                "- circuitBreaker:\n    resilience4jConfiguration:\n      waitDurationInOpenState: soon\n    steps: [ { to: live:spot } ]"),
                        9,
                        "soon has the wrong type"),
                mistake(
                        "wrong expression",
                        steps("spot", "- setBody: { simple: '${boddy}' }"),
                        7,
                        "there is no function called boddy"),
                mistake(
                        "step id twice",
                        steps("spot", "- to: { id: a, uri: live:spot }\n- to: { id: a, uri: live:spot }"),
                        8,
                        "the id a is already used"),
                mistake(
                        "unknown routeConfiguration",
                        answering("spot", "x").replace("    from:", "    routeConfigurationId: nope\n    from:"),
                        4,
                        "there is no routeConfiguration nope"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void keepsServingAndNamesFileLineAndReason(String text, int line, String reason) throws Exception {
        bench.route("spot", text);

        List<RouteProblem> problems = bench.awaitProblems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("routes/spot.camel.yaml");
            assertThat(problem.reason()).contains(reason).doesNotContain("Exception", "org.", "secret");
            assertThat(problem.line()).isEqualTo(line);
        });
        assertThat(bench.ask("live:spot")).isEqualTo("one");
        assertThat(bench.routeIds()).containsExactly("spot@1");
    }

    @Test
    void namesTheKameletThatIsBroken() throws Exception {
        bench.edit("spot", steps("spot", "- to: kamelet:greet-action"));

        bench.kamelet("greet-action", kameletText("greet-action", "x").replace("setBody", "setBoddy"));

        assertThat(bench.awaitProblems())
                .containsExactly(
                        new RouteProblem("kamelets/greet-action.kamelet.yaml", 14, "there is no step called setBoddy"));
        assertThat(bench.ask("live:spot")).isEqualTo("plain hello");
    }

    @Test
    void findsAMissingBeanInsideAKamelet() throws Exception {
        bench.edit("spot", steps("spot", "- to: kamelet:greet-action"));

        bench.kamelet(
                "greet-action",
                kameletText("greet-action", "x").replace("- setBody:", "- process: { ref: nope }\n        - setBody:"));

        assertThat(bench.awaitProblems())
                .containsExactly(
                        new RouteProblem("kamelets/greet-action.kamelet.yaml", 14, "there is no bean called nope"));
        assertThat(bench.ask("live:spot")).isEqualTo("plain hello");
    }

    @Test
    void namesARequiredKameletPropertyThatIsNotGiven() throws Exception {
        String text = kameletText("greet-action", "x")
                .replace(", default: plain", "")
                .replace("    properties:", "    required: [ label ]\n    properties:");
        bench.kamelet("greet-action", text).route("spot", steps("spot", "- to: kamelet:greet-action"));

        assertThat(bench.awaitProblems())
                .containsExactly(new RouteProblem("routes/spot.camel.yaml", 7, "the Kamelet also needs label"));
    }

    @Test
    void reportsEveryMistakeOfAnEdit() throws Exception {
        bench.route("calm", steps("calm", "- process: { ref: nope }"));
        bench.route("wild", "- route: {");
        bench.kamelet("odd-action", kameletText("other-action", "x"));

        org.awaitility.Awaitility.await()
                .atMost(LiveBench.BOUND)
                .untilAsserted(() -> assertThat(bench.deployer.status().problems())
                        .extracting(RouteProblem::file)
                        .containsExactlyInAnyOrder(
                                "routes/calm.camel.yaml",
                                "routes/wild.camel.yaml",
                                "kamelets/odd-action.kamelet.yaml"));
        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    @Test
    void servesTheCorrectedEdit() throws Exception {
        bench.route("spot", steps("spot", "- process: { ref: nope }"));
        bench.awaitProblems();

        bench.edit("spot", steps("spot", "- process: { ref: good }"));

        assertThat(bench.ask("live:spot")).isEqualTo("good");
        assertThat(bench.deployer.status().rejected()).isFalse();
    }

    private static Arguments mistake(String name, String text, int line, String reason) {
        return argumentSet(name, text, line, reason);
    }
}
