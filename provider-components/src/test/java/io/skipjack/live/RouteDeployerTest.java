package io.skipjack.live;

import static io.skipjack.live.LiveBench.BOUND;
import static io.skipjack.live.LiveBench.answering;
import static io.skipjack.live.LiveBench.kameletText;
import static io.skipjack.live.LiveBench.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteDeployerTest {
    @TempDir
    Path folder;

    private LiveBench bench;

    @BeforeEach
    void makeBench() throws Exception {
        bench = new LiveBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void servesTheFilesItFindsAsGenerationOne() throws Exception {
        bench.route("spot", answering("spot", "one")).start();

        assertThat(bench.ask("live:spot")).isEqualTo("one");
        assertThat(bench.generation()).isEqualTo(1);
        assertThat(bench.deployer.status().rejected()).isFalse();
        assertThat(bench.routeIds()).containsExactly("spot@1");
    }

    @Test
    void failsTheStartWithFileLineAndReason() throws Exception {
        bench.route("spot", steps("spot", "- process: { ref: chooseUpstrem }"));

        assertThatThrownBy(bench::start)
                .hasRootCauseInstanceOf(RouteProblemsException.class)
                .hasRootCauseMessage("loading routes, routes/spot.camel.yaml:7: there is no bean called chooseUpstrem");
    }

    @Test
    void servesAnEditAndRemovesTheOldRoute() throws Exception {
        bench.route("spot", answering("spot", "one")).start();

        bench.edit("spot", answering("spot", "two"));
        bench.awaitDrained();

        assertThat(bench.ask("live:spot")).isEqualTo("two");
        assertThat(bench.routeIds()).containsExactly("spot@2");
    }

    @Test
    void servesAnAddedFile() throws Exception {
        bench.route("spot", answering("spot", "one")).start();

        bench.edit("serverless", answering("serverless", "cold"));

        assertThat(bench.ask("live:serverless")).isEqualTo("cold");
        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    @Test
    void removesTheRouteOfADeletedFile() throws Exception {
        bench.route("spot", answering("spot", "one"))
                .route("serverless", answering("serverless", "cold"))
                .start();

        bench.delete("serverless");
        bench.awaitGenerationAfter(1);
        bench.awaitDrained();

        assertThat(bench.ask("live:serverless")).isEqualTo("LiveRouteUnavailableException");
        assertThat(bench.routeIds()).containsExactly("spot@2");
    }

    @Test
    void refusesToRemoveARouteThatOthersCall() throws Exception {
        bench.route("inference", steps("inference", "- to: live:spot"))
                .route("spot", answering("spot", "one"))
                .start();

        bench.delete("spot");

        assertThat(bench.awaitProblems())
                .containsExactly(new RouteProblem("routes/inference.camel.yaml", 7, "no route starts from live:spot"));
        assertThat(bench.ask("live:inference")).isEqualTo("one");
    }

    @Test
    void clearsTheProblemWhenTheEditIsTakenBack() throws Exception {
        bench.route("spot", answering("spot", "one")).start();
        bench.route("spot", "- route: [");
        bench.awaitProblems();

        bench.route("spot", answering("spot", "one"));

        await().atMost(BOUND).until(() -> !bench.deployer.status().rejected());
        assertThat(bench.generation()).isEqualTo(1);
        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    @Test
    void servesTheLastOfManyQuickEdits() throws Exception {
        bench.route("spot", answering("spot", "v0")).start();

        for (int i = 1; i <= 30; i++) {
            bench.route("spot", answering("spot", "v" + i));
        }

        await().atMost(BOUND).until(() -> bench.ask("live:spot").equals("v30"));
        bench.awaitDrained();
        assertThat(bench.routeIds()).hasSize(1);
    }

    @Test
    void servesAnEditedKamelet() throws Exception {
        bench.kamelet("greet-action", kameletText("greet-action", "one"))
                .route("spot", steps("spot", "- to: { uri: 'kamelet:greet-action', parameters: { label: hot } }"))
                .route("calm", steps("calm", "- kamelet: { name: greet-action }"))
                .start();
        assertThat(bench.ask("live:spot")).isEqualTo("hot one");

        bench.kamelet("greet-action", kameletText("greet-action", "two"));
        bench.awaitGenerationAfter(1);
        bench.awaitDrained();

        assertThat(bench.ask("live:spot")).isEqualTo("hot two");
        assertThat(bench.ask("live:calm")).isEqualTo("plain two");
        assertThat(bench.context.getRoutes())
                .as("two routes, one Kamelet each, none left over")
                .hasSize(4);
    }

    @Test
    void leavesNothingOfARejectedKameletUser() throws Exception {
        bench.kamelet("greet-action", kameletText("greet-action", "one"))
                .route("spot", steps("spot", "- to: kamelet:greet-action"))
                .start();
        int before = bench.context.getRoutes().size();

        bench.route("spot", steps("spot", "- to: kamelet:greet-action\n- process: { ref: nope }"));
        bench.awaitProblems();

        assertThat(bench.context.getRoutes()).hasSize(before);
        assertThat(bench.ask("live:spot")).isEqualTo("plain one");
    }

    @Test
    void appliesAnEditedRouteConfiguration() throws Exception {
        bench.bean("fail", e -> {
            throw new IllegalStateException("boom");
        });
        String failing = steps("spot", "- process: { ref: fail }")
                .replace("    from:", "    routeConfigurationId: errs\n    from:");
        bench.route("errors", errors("handled one")).route("spot", failing).start();
        assertThat(bench.ask("live:spot")).isEqualTo("handled one");

        bench.edit("errors", errors("handled two"));
        assertThat(bench.ask("live:spot")).isEqualTo("handled two");

        bench.route("errors", errors("handled three").replace("id: errs", "id: other"));
        assertThat(bench.awaitProblems())
                .containsExactly(new RouteProblem("routes/spot.camel.yaml", 4, "there is no routeConfiguration errs"));
        assertThat(bench.ask("live:spot")).isEqualTo("handled two");
    }

    @Test
    void servesWithoutARemovedRouteConfiguration() throws Exception {
        bench.bean("fail", e -> {
            throw new IllegalStateException("boom");
        });
        bench.route("errors", errors("handled").replace("    id: errs\n", ""))
                .route("spot", steps("spot", "- process: { ref: fail }"))
                .start();
        assertThat(bench.ask("live:spot")).isEqualTo("handled");

        bench.delete("errors");
        bench.awaitGenerationAfter(1);

        assertThat(bench.ask("live:spot")).isEqualTo("IllegalStateException");
    }

    @Test
    void movesTrafficWhenFailoverBecomesWeighted() throws Exception {
        bench.route("spot", answering("spot", "spot"))
                .route("serverless", answering("serverless", "serverless"))
                .route("inference", balancing("failoverLoadBalancer: {}"))
                .start();
        assertThat(answers(50)).containsOnly("spot");

        bench.edit("inference", balancing("weightedLoadBalancer: { distributionRatio: '4,1', roundRobin: true }"));

        assertThat(answers(50)).filteredOn("spot"::equals).hasSize(40);
    }

    @Test
    void swapsAChangedTimerAndLeavesAnUnchangedOneAlone() throws Exception {
        AtomicInteger oldTicks = new AtomicInteger();
        AtomicInteger newTicks = new AtomicInteger();
        bench.bean("old", e -> oldTicks.incrementAndGet()).bean("new", e -> newTicks.incrementAndGet());
        bench.route("tick", timer("tick", "old"))
                .route("other", timer("other", "old"))
                .start();
        await().atMost(BOUND).until(() -> oldTicks.get() > 2);

        bench.edit("tick", timer("tick", "new"));
        bench.awaitDrained();

        await().atMost(BOUND).until(() -> newTicks.get() > 2);
        assertThat(bench.routeIds()).containsExactly("other@1", "tick@2");
        bench.delete("tick");
        bench.awaitGenerationAfter(2);
        int ticks = newTicks.get();
        int others = oldTicks.get();
        await().atMost(BOUND).until(() -> oldTicks.get() > others + 3);
        assertThat(newTicks.get()).as("a deleted timer is silent").isLessThanOrEqualTo(ticks + 1);
    }

    @Test
    void honoursAutoStartupFalse() throws Exception {
        bench.route("spot", answering("spot", "one").replace("    from:", "    autoStartup: false\n    from:"))
                .start();

        assertThat(bench.ask("live:spot")).isEqualTo("LiveRouteUnavailableException");
    }

    @Test
    void keepsServingWhenTheFolderVanishes() throws Exception {
        bench.route("spot", answering("spot", "one")).start();

        bench.delete("spot");
        assertThat(bench.awaitProblems().getFirst().reason()).contains("no *.camel.yaml");
        Files.delete(bench.routes);

        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    @Test
    void startsInAContextThatIsAlreadyUp() throws Exception {
        bench.route("spot", answering("spot", "one"));
        bench.context.start();
        bench.context.addService(bench.deployer);

        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    private Iterable<String> answers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bench.ask("live:inference"))
                .toList();
    }

    private static String balancing(String balancer) {
        return steps("inference", """
                - loadBalance:
                    %s
                    steps:
                      - to: live:spot
                      - to: live:serverless
                """.formatted(balancer));
    }

    private static String timer(String name, String bean) {
        return steps(name, "- process: { ref: %s }".formatted(bean))
                .replace("live:" + name, "timer:%s?period=10".formatted(name));
    }

    private static String errors(String answer) {
        return """
                - routeConfiguration:
                    id: errs
                    onException:
                      - onException:
                          exception: [ java.lang.IllegalStateException ]
                          handled: { constant: "true" }
                          steps:
                            - setBody: { constant: %s }
                """.formatted(answer);
    }
}
