package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A spot engine killed while 50 streams run: some have begun, the others wait for a place in the engines' batches. */
@Timeout(60)
class SpotEngineKilledIT {
    private static final int STREAMS = 50;
    private static final int TOKENS = 40;
    private static final int BATCH = 10;

    private final String model = TestRouter.newModel();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void noClientNotices() throws Exception {
        List<Heard> heard = whileOneOfTwoIsKilled();

        assertThat(heard).allMatch(one -> one.whole(TOKENS));
        assertThat(heard)
                .as("some had begun on the one that was killed")
                .extracting(Heard::upstream)
                .contains("spot-1");
    }

    @Test
    void whatHadNotBegunIsServedElsewhereAndWhatMayNotGoOnSaysSo() throws Exception {
        List<Heard> heard = whileOneOfTwoIsKilled("x-skipjack-resume", "off");

        List<Heard> broken = heard.stream().filter(one -> !one.whole(TOKENS)).toList();
        assertThat(broken)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(BATCH)
                .allMatch(one -> one.brokenHonestly(TOKENS))
                .allMatch(one -> one.upstream().equals("spot-1"))
                .allMatch(one -> one.error().equals("stream_interrupted"))
                .as("a client that has heard nothing is served elsewhere")
                .noneMatch(one -> one.text().isEmpty());
        assertThat(heard).filteredOn(one -> one.whole(TOKENS)).hasSize(STREAMS - broken.size());
    }

    private List<Heard> whileOneOfTwoIsKilled(String... headers) throws Exception {
        TestRouter router = TestRouter.shared();
        try (FakeEngine doomed = engine();
                FakeEngine other = engine();
                FakeEngine serverless = engine()) {
            router.deploy(
                    model,
                    "spot: { urls: [\"%s\", \"%s\"] }\nserverless: { urls: [\"%s\"] }"
                            .formatted(doomed.baseUri(), other.baseUri(), serverless.baseUri()));
            router.awaitReady(model, "spot-1");
            router.awaitReady(model, "spot-2");
            AtomicInteger begunOnDoomed = new AtomicInteger();
            List<CompletableFuture<Heard>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(CompletableFuture.supplyAsync(
                        () -> Heard.stream(
                                router,
                                model,
                                TOKENS,
                                upstream -> {
                                    if (upstream.equals("spot-1")) {
                                        begunOnDoomed.incrementAndGet();
                                    }
                                },
                                headers),
                        threads));
            }
            await("on the one to be killed, streams that a client has heard the beginning of, and some that wait")
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> doomed.counters().running() == BATCH
                            && doomed.counters().waiting() > 0
                            && begunOnDoomed.get() > doomed.counters().finished());

            doomed.kill();

            List<Heard> heard = new ArrayList<>();
            for (CompletableFuture<Heard> stream : streams) {
                heard.add(stream.get(20, TimeUnit.SECONDS));
            }
            await("every engine at rest")
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> List.of(doomed, other, serverless).stream()
                            .allMatch(engine -> engine.counters().running() == 0
                                    && engine.counters().open() == 0));
            return heard;
        }
    }

    private FakeEngine engine() {
        return FakeEngine.start(EngineSettings.defaults()
                .withModel(model)
                .withMaxRunning(BATCH)
                .withSpeed(1_000_000, Duration.ofMillis(10)));
    }
}
