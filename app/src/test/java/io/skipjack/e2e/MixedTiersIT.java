package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spot and serverless run by different hands: what spot began, serverless cannot go on with, but takes new requests. */
@Timeout(60)
class MixedTiersIT {
    private static final int TOKENS = 60;

    private final String model = TestRouter.newModel();
    /** What is held open stays so, however busy the machine. */
    private final TestRouter router = TestRouter.start(
            Map.of("skipjack.spot.max-in-flight-per-upstream", "1", "skipjack.spot.idle-timeout", "20s"));

    private final FakeEngine one = FakeEngine.start(engine());
    private final FakeEngine two = FakeEngine.start(engine());
    private final FakeEngine foreign = FakeEngine.start(engine().withoutTokenIds());

    private EngineSettings engine() {
        return EngineSettings.defaults().withModel(model).withSpeed(1_000_000, Duration.ofMillis(10));
    }

    @BeforeEach
    void deploy() {
        router.deploy(
                model,
                "spot: { urls: [\"%s\", \"%s\"] }%nserverless: { urls: [\"%s\"] }"
                        .formatted(one.baseUri(), two.baseUri(), foreign.baseUri()));
        router.awaitReady(model, "spot-1");
        router.awaitReady(model, "spot-2");
    }

    @AfterEach
    void stop() {
        router.close();
        one.close();
        two.close();
        foreign.close();
    }

    /** A stream that is held open on one spot replica; its head has come. */
    private RawClient holdOne() {
        String body = TestRouter.chatBody(model, "\"stream\":true,\"max_tokens\":5000");
        return RawClient.connect(router.port()).send(SpotModel.post("/v1/chat/completions", body));
    }

    private CompletableFuture<Heard> stream(CountDownLatch begun) {
        return WireCall.later(() -> Heard.stream(router, model, TOKENS, upstream -> begun.countDown()));
    }

    @Test
    void anAnswerThatServerlessCannotGoOnWithWaitsForAPlaceOnSpot() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Heard> cut;
        try (RawClient holder = holdOne()) {
            FakeEngine doomed = "spot-1".equals(holder.head().header("x-skipjack-upstream")) ? two : one;
            cut = stream(begun);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            doomed.kill();
            await("serverless to be asked to go on")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Fleet.asked(foreign) > 0);

            Heard other = Heard.stream(router, model, 5);

            assertThat(other.whole(5)).as("a new request meanwhile: %s", other).isTrue();
            assertThat(other.tier()).isEqualTo("serverless");
            assertThat(cut).isNotDone();
        }
        Heard heard = cut.get(20, TimeUnit.SECONDS);
        assertThat(heard.whole(TOKENS)).as(heard.toString()).isTrue();
        assertThat(Scrape.of(router).resumes(model, "resumed", "cut")).isEqualTo(1);
        assertThat(Scrape.of(router).resumes(model, "refused", "")).isZero();
    }

    @Test
    void anAnswerThatNobodyIsLeftForEndsWithAnExplicitErrorAtOnce() throws Exception {
        two.kill();
        await("only one to be left")
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        !router.health("/deployments/" + TestRouter.name(model)).contains("\"spot-2\":\"ready\""));
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Heard> cut = stream(begun);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        long killed = System.nanoTime();

        one.kill();

        Heard heard = cut.get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
        assertThat(heard.brokenHonestly(TOKENS)).as(heard.toString()).isTrue();
        assertThat(heard.error()).isEqualTo("stream_interrupted");
        assertThat(Scrape.of(router).resumes(model, "refused", "unproven_target"))
                .isEqualTo(1);
    }
}
