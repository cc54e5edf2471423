package io.skipjack.live;

import static io.skipjack.live.LiveBench.BOUND;
import static io.skipjack.live.LiveBench.answering;
import static io.skipjack.live.LiveBench.kameletText;
import static io.skipjack.live.LiveBench.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to exchanges while routes are replaced. */
class RouteSwapTest {
    @TempDir
    Path folder;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private LiveBench bench;

    @BeforeEach
    void makeBench() throws Exception {
        bench = new LiveBench(folder).bean("wait", e -> {
            entered.countDown();
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        });
    }

    @AfterEach
    void close() {
        gate.countDown();
        bench.close();
    }

    @Test
    void losesNoExchangeOverTwentyEditsUnderLoad() throws Exception {
        bench.kamelet("greet-action", kameletText("greet-action", "v0"))
                .route("inference", breaking("v0"))
                .route("spot", steps("spot", "- to: kamelet:greet-action"))
                .start();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService load = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                load.execute(() -> {
                    while (!done.get()) {
                        answers.merge(bench.ask("live:inference"), 1, Integer::sum);
                    }
                });
            }
            for (int edit = 1; edit <= 20; edit++) {
                int before = bench.generation();
                bench.kamelet("greet-action", kameletText("greet-action", "v" + edit))
                        .route("inference", breaking("v" + edit));
                bench.awaitGenerationAfter(before);
            }
            await().atMost(BOUND).until(() -> answers.containsKey("plain v20 v20"));
            done.set(true);
        }
        assertThat(answers.keySet()).allMatch(answer -> answer.matches("plain v\\d+ v\\d+"));
        bench.awaitDrained();
        assertThat(bench.context.getRoutes())
                .as("nothing is left of older generations")
                .hasSize(3);
        assertThat(bench.context.getEndpoints()).hasSizeLessThan(12);
    }

    @Test
    void endsASlowExchangeInItsOwnGeneration() throws Exception {
        bench.route("inference", steps("inference", "- process: { ref: wait }\n- to: live:spot"))
                .route("spot", answering("spot", "spot one"))
                .start();
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> bench.ask("live:inference"));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        bench.edit("spot", answering("spot", "spot two"));
        bench.edit("inference", answering("inference", "at once"));

        assertThat(bench.ask("live:inference")).isEqualTo("at once");
        assertThat(bench.ask("live:spot")).isEqualTo("spot two");
        assertThat(bench.deployer.status().draining()).anySatisfy(draining -> {
            assertThat(draining.generation()).isEqualTo(1);
            assertThat(draining.inFlight()).isEqualTo(1);
        });
        gate.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("spot one");
        bench.awaitDrained();
        assertThat(bench.routeIds()).containsExactly("inference@3", "spot@3");
    }

    @Test
    void lettingARouteGoWaitsForExchangesThatStillCallIt() throws Exception {
        bench.route("inference", steps("inference", "- process: { ref: wait }\n- to: live:spot"))
                .route("spot", answering("spot", "spot one"))
                .start();
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> bench.ask("live:inference"));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        bench.edit("inference", answering("inference", "at once"));
        bench.delete("spot");
        bench.awaitGenerationAfter(2);
        assertThat(bench.ask("live:spot")).isEqualTo("LiveRouteUnavailableException");
        gate.countDown();

        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("spot one");
    }

    @Test
    void takesRoutesAwayAtTheDrainLimit() throws Exception {
        bench.withDrainLimit(Duration.ofMillis(200))
                .route("spot", steps("spot", "- process: { ref: wait }"))
                .start();
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> bench.ask("live:spot"));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        bench.edit("spot", answering("spot", "two"));
        bench.awaitDrained();

        assertThat(bench.routeIds()).containsExactly("spot@2");
        gate.countDown();
        assertThat(slow).succeedsWithin(Duration.ofSeconds(10));
    }

    private static String breaking(String answer) {
        return steps("inference", """
                - circuitBreaker:
                    id: spot-tier
                    steps:
                      - to: live:spot
                - setBody: { simple: '${body} %s' }
                """.formatted(answer));
    }
}
