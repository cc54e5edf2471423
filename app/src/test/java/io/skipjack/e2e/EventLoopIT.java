package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients share a few event loops: whatever one request waits for, the others on its loop must not. */
class EventLoopIT {
    /** Enough for every loop to have several. */
    private static final int STALLED = 4 * Runtime.getRuntime().availableProcessors();

    @SuppressWarnings("NullAway.Init")
    private static SpotModel quick;

    @BeforeAll
    static void start() {
        quick = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        quick.close();
    }

    @Test
    void anUpstreamThatNeverAnswersHoldsNobodyUp() {
        try (SpotModel stalled = SpotModel.start()) {
            stalled.engine().inject(Fault.hangBeforeHeaders());
            whileStalled(stalled.chat("\"stream\":true"), client -> {});
        }
    }

    @Test
    void anUpstreamThatStopsInMidAnswerHoldsNobodyUp() {
        try (SpotModel stalled = SpotModel.start()) {
            stalled.engine().inject(Fault.hangAfterTokens(3));
            whileStalled(stalled.chat("\"stream\":true"), client -> client.until("data:"));
        }
    }

    @Test
    void anUpstreamThatCannotBeReachedHoldsNobodyUp() {
        // 192.0.2.0/24 is kept for documentation: packets to it vanish, or are refused at once
        whileStalled(chat(elsewhere("http://192.0.2.1:8000/v1")), client -> {});
    }

    @Test
    void aNameThatCannotBeResolvedHoldsNobodyUp() {
        whileStalled(chat(elsewhere("http://no-such-name.skipjack.invalid:8000/v1")), client -> {});
    }

    @Test
    void requestsThatWaitHoldNobodyUp() {
        try (SpotModel gone = SpotModel.start()) {
            gone.engine().kill();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> gone.router()
                            .health("/deployments/" + gone.model().replace('/', '-'))
                            .contains("\"spot-1\":\"not ready\""));
            whileStalled(gone.chat("\"stream\":true"), client -> client.until(": waiting"));
        }
    }

    private static String elsewhere(String uri) {
        String model = TestRouter.newModel();
        quick.router().deploy(model, "serverless: { urls: [\"%s\"] }".formatted(uri));
        return model;
    }

    private static String chat(String model) {
        return SpotModel.post("/v1/chat/completions", TestRouter.chatBody(model, "\"stream\":true"));
    }

    private static void whileStalled(String request, Consumer<RawClient> sent) {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < STALLED; i++) {
                clients.add(quick.connect().send(request));
            }
            clients.forEach(sent);
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                long start = System.nanoTime();
                assertThat(quick.ask(quick.chat("")).text()).isEqualTo(SpotModel.answer(16));
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
            // the machine may be busy once, a blocked loop is blocked again and again
            took.sort(null);
            assertThat(took.get(STALLED / 2)).isLessThan(Duration.ofMillis(300));
            assertThat(took.getLast()).isLessThan(Duration.ofSeconds(2));
        } finally {
            clients.forEach(RawClient::close);
        }
    }
}
