package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyStreamsTest {
    private static final int STREAMS = 1000;

    @Test
    void saysAThousandAnswersAtOnce() throws Exception {
        EngineSettings wide =
                EngineSettings.defaults().withMaxRunning(STREAMS).withSpeed(1_000_000, Duration.ofMillis(50));
        try (FakeEngine engine = FakeEngine.start(wide);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                String prompt = "prompt " + i;
                answers.add(clients.submit(() -> {
                    try (RawClient client = new RawClient(engine).quietAfter(20_000)) {
                        return RawClient.content(RawClient.events(
                                client.chat(prompt, 20, true).readAll().text()));
                    }
                }));
            }
            for (int i = 0; i < STREAMS; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS))
                        .isEqualTo(TokenChain.answerText(TokenChain.chat("prompt " + i), 20));
            }
            await().atMost(Duration.ofSeconds(2)).until(() -> engine.counters().finished() == STREAMS);
        }
    }
}
