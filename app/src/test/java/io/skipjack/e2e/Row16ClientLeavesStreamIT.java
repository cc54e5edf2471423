package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client leaves while its answer streams: the engine must not generate for nobody. */
class Row16ClientLeavesStreamIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final String LONG = "\"stream\":true,\"max_tokens\":5000";

    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start(settings -> settings.withSpeed(1_000_000, Duration.ofMillis(20)));
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void closingFreesTheEngine() {
        leaves(RawClient::close);
    }

    @Test
    void resettingFreesTheEngine() {
        leaves(RawClient::reset);
    }

    @Test
    void halfClosingIsLeaving() {
        leaves(RawClient::halfClose);
    }

    @Test
    void theOtherStreamsGoOn() {
        try (RawClient stays = model.connect();
                RawClient leaves = model.connect()) {
            stays.send(model.chat("\"stream\":true,\"max_tokens\":50"));
            leaves.send(model.chat(LONG)).until("data:");
            leaves.reset();

            assertThat(stays.reply().text()).isEqualTo(SpotModel.answer(50));
        }
    }

    private static void leaves(Consumer<RawClient> how) {
        long cancelled = model.engine().counters().cancelled();
        try (RawClient client = model.connect()) {
            client.send(model.chat(LONG)).until("data:");
            how.accept(client);

            await().atMost(AT_ONCE).untilAsserted(() -> {
                assertThat(model.engine().counters().cancelled()).isEqualTo(cancelled + 1);
                assertThat(model.engine().counters().running()).isZero();
            });
        }
    }
}
