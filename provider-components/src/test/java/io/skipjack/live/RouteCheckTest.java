package io.skipjack.live;

import static io.skipjack.live.LiveBench.answering;
import static io.skipjack.live.LiveBench.kameletText;
import static io.skipjack.live.LiveBench.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCheckTest {
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
    void findsNothingWrongWithGoodFilesAndLeavesNothingBehind() throws Exception {
        bench.kamelet("greet-action", kameletText("greet-action", "x"))
                .route("spot", steps("spot", "- to: kamelet:greet-action"));

        assertThat(check()).isEmpty();
        assertThat(bench.context.getRoutes()).isEmpty();
    }

    @Test
    void namesEveryMistakeOfEveryFile() throws Exception {
        bench.kamelet("broken-action", kameletText("broken-action", "x").replace("setBody", "setBoddy"))
                .kamelet("cut-action", "kind: [")
                .route("user", steps("user", "- to: kamelet:broken-action"))
                .route("spot", steps("spot", "- process: { ref: nope }"))
                .route("calm", steps("calm", "- to: foo:bar\n- delay: { constant: '{{a.key}} {{b.key}}' }"))
                .route("wild", "- route: {");

        assertThat(check())
                .extracting(RouteProblem::toString)
                .anySatisfy(told -> assertThat(told).startsWith("routes/wild.camel.yaml:"))
                .anySatisfy(told -> assertThat(told).startsWith("kamelets/cut-action.kamelet.yaml:"))
                .contains(
                        "kamelets/broken-action.kamelet.yaml:14: there is no step called setBoddy",
                        "routes/spot.camel.yaml:7: there is no bean called nope",
                        "routes/calm.camel.yaml:8: there is no key a.key in the config",
                        "routes/calm.camel.yaml:8: there is no key b.key in the config")
                .noneSatisfy(told -> assertThat(told).contains("user"));
    }

    @Test
    void opensNoPortAndRunsNoTimer() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        bench.bean("tick", e -> ticks.incrementAndGet());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bench.route(
                    "listen",
                    answering("listen", "x")
                            .replace(
                                    "live:listen", "netty-http:http://127.0.0.1:%d/x".formatted(taken.getLocalPort())));
            bench.route("tick", steps("tick", "- process: { ref: tick }").replace("live:tick", "timer:x?delay=0"));

            assertThat(check()).isEmpty();
        }
        assertThat(ticks).hasValue(0);
    }

    @Test
    void refusesAContextThatServesTheRoutes() throws Exception {
        bench.route("spot", answering("spot", "one")).start();

        assertThatThrownBy(this::check).isInstanceOf(IllegalStateException.class);
        assertThat(bench.ask("live:spot")).isEqualTo("one");
    }

    @Test
    void leavesBeansUsable() throws Exception {
        bench.bean("good", e -> {}).route("spot", steps("spot", "- process: { ref: good }"));
        check();

        assertThatCode(this::check).doesNotThrowAnyException();
        assertThat(check()).isEmpty();
    }

    private List<RouteProblem> check() throws Exception {
        return RouteCheck.check(bench.context, bench.routes, bench.kamelets);
    }
}
