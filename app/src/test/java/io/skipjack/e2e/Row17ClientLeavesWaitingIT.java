package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client leaves while it waits for an answer in one piece, of which it has seen nothing. */
class Row17ClientLeavesWaitingIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private SpotModel model;

    @BeforeEach
    void start() {
        model = SpotModel.start(settings -> settings.withSpeed(1_000_000, Duration.ofMillis(20)));
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void closingFreesTheEngine() {
        leaves("\"max_tokens\":5000", RawClient::close);
    }

    @Test
    void resettingFreesTheEngine() {
        leaves("\"max_tokens\":5000", RawClient::reset);
    }

    @Test
    void leavingBeforeTheFirstTokenFreesTheEngine() {
        model.engine().inject(Fault.hangBeforeHeaders());
        leaves("\"stream\":true", RawClient::close);
    }

    private void leaves(String more, Consumer<RawClient> how) {
        try (RawClient client = model.connect()) {
            client.send(model.chat(more));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> model.engine().counters().open() == 1);
            how.accept(client);

            await().atMost(AT_ONCE)
                    .until(() -> model.engine().counters().cancelled() == 1
                            && model.engine().counters().running() == 0);
        }
        assertThat(model.asked()).as("replayed for nobody").hasSize(1);
    }
}
