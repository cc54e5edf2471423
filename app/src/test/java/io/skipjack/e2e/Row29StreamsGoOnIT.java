package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.TokenChain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row 29: the router is told to stop while it streams, and engines die meanwhile. */
@Timeout(90)
class Row29StreamsGoOnIT {
    private static final int STREAMS = 6;
    private static final int TOKENS = 100;
    private static final Duration PACE = Duration.ofMillis(25);

    @Test
    void anAnswerGoesOnElsewhereWhileTheRouterDrainsAndTheDrainEndsWithTheLast() throws Exception {
        TestRouter router = TestRouter.start(Map.of("skipjack.listen.drain-timeout", "60s"));
        try (Fleet fleet = Fleet.deploy(router, 2, 1, engine -> engine.withSpeed(1_000_000, PACE), "", "");
                RunningStreams streams = new RunningStreams(router, fleet.model(), TOKENS)) {
            streams.start(STREAMS);
            await().until(() -> fleet.spot(1).counters().running() == STREAMS / 2
                    && fleet.spot(2).counters().running() == STREAMS / 2);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(router::close);
            await().until(() -> router.health("/readiness").contains("OUT_OF_SERVICE"));

            fleet.spot(1).kill();
            await().until(() -> fleet.spot(2).counters().running() == STREAMS);
            // now to serverless
            fleet.spot(2).kill();

            streams.assertWhole();
            stopped.get(5, TimeUnit.SECONDS);
            assertThat(fleet.serverless().counters().finished()).isEqualTo(STREAMS);
            fleet.assertQuiet();
        } finally {
            router.close();
        }
    }

    /** The same with a process and its signal. */
    @Test
    void aSignalEndsTheRouterWithItsLastAnswer(@TempDir Path home) throws Exception {
        try (FakeEngine one = FakeEngine.start(
                        Fleet.engine(RouterProcess.MODEL).named("one").withSpeed(1_000_000, PACE));
                FakeEngine other = FakeEngine.start(
                        Fleet.engine(RouterProcess.MODEL).named("other").withSpeed(1_000_000, PACE));
                RouterProcess router = RouterProcess.start(
                        home,
                        "spot: { urls: [\"%s\"] }%nserverless: { urls: [\"%s\"] }%n"
                                .formatted(one.baseUri(), other.baseUri()),
                        Map.of("skipjack.listen.drain-timeout", "10m"))) {
            await().atMost(Duration.ofSeconds(40)).until(() -> router.tier().equals("spot"));
            CompletableFuture<String> stream = CompletableFuture.supplyAsync(() -> router.stream(TOKENS));
            await().atMost(Duration.ofSeconds(10)).until(() -> one.counters().running() == 1);

            router.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> router.log().contains("letting 1 requests finish"));
            one.kill();

            String heard = stream.get(20, TimeUnit.SECONDS);
            assertThat(heard)
                    .contains(": resumed", "\"finish_reason\":\"length\"")
                    .endsWith("data: [DONE]\n\n");
            assertThat(OneStream.textOf(heard)).isEqualTo(TokenChain.answerText(TokenChain.chat("hi"), TOKENS));
            assertThat(router.stop()).isNotEqualTo(-1);
            assertThat(other.counters().open()).isZero();
        }
    }
}
