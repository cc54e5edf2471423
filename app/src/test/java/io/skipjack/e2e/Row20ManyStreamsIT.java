package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many streams that hardly move, in small: 500. */
class Row20ManyStreamsIT {
    private static final int STREAMS = 500;
    private static final Duration PROMPT = Duration.ofMillis(500);

    @Test
    void aFreshRequestIsAnsweredAsFastAsEver() {
        try (SpotModel slow = SpotModel.start(
                        TestRouter.shared(),
                        settings -> settings.withMaxRunning(STREAMS).withSpeed(1_000_000, Duration.ofMillis(300)),
                        ", max_in_flight_per_upstream: " + STREAMS);
                SpotModel quick = SpotModel.start()) {
            List<RawClient> readers = new ArrayList<>();
            try {
                for (int i = 0; i < STREAMS; i++) {
                    readers.add(slow.connect().send(slow.chat("\"stream\":true,\"max_tokens\":1000")));
                }
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> slow.engine().counters().started() >= STREAMS);

                List<Duration> took = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    long start = System.nanoTime();
                    assertThat(quick.ask(quick.chat("\"stream\":true")).text()).isEqualTo(SpotModel.answer(16));
                    took.add(Duration.ofNanos(System.nanoTime() - start));
                }
                took.sort(null);
                assertThat(took.get(10)).isLessThan(PROMPT);
                assertThat(slow.engine().counters().running()).isGreaterThan(STREAMS * 9 / 10);
                readers.forEach(reader -> reader.until("data:"));
            } finally {
                readers.forEach(RawClient::close);
            }
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> slow.engine().counters().open() == 0);
        }
    }
}
