package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and read nothing: the engine is held back, and nobody else notices. */
class Row19SlowReaderIT {
    private static final int TOKENS = 100_000;
    private static final String LONG = "\"stream\":true,\"max_tokens\":" + TOKENS;
    private static final int SMALL = 4 * 1024;
    private static final long MIB = 1 << 20;

    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start(
                settings -> settings.withSpeed(1_000_000_000, Duration.ZERO).withMaxModelLen(10 * TOKENS));
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void theEngineIsHeldBackAndGoesOnWhenTheClientReads() {
        try (RawClient client = RawClient.connect(model.router().port(), SMALL)) {
            client.send(model.chat(LONG));
            long held = stalled();

            assertThat(held).isLessThan(TOKENS);
            assertThat(client.reply().text()).isEqualTo(SpotModel.answer(TOKENS));
        }
    }

    @Test
    void memoryStaysFlatAndOthersAreServed() {
        long before = heap();
        long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        List<RawClient> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                readers.add(RawClient.connect(model.router().port(), SMALL).send(model.chat(LONG)));
            }
            stalled();

            long start = System.nanoTime();
            assertThat(model.ask(model.chat("")).text()).isEqualTo(SpotModel.answer(16));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - direct)
                    .isLessThan(32 * MIB);
            assertThat(heap() - before).isLessThan(32 * MIB);
        } finally {
            readers.forEach(RawClient::close);
        }
        await().atMost(Duration.ofSeconds(2))
                .until(() -> model.engine().counters().open() == 0);
    }

    @Test
    void aClientThatTakesNothingForTooLongIsCut() {
        try (RawClient client = RawClient.connect(model.router().port(), SMALL)) {
            client.send(model.chat(LONG));
            stalled();

            await().atMost(Duration.ofSeconds(6))
                    .until(() -> model.engine().counters().open() == 0);
            assertThat(new String(client.rest(), StandardCharsets.UTF_8)).doesNotContain("data: [DONE]");
        }
    }

    /** Waits until the engine says nothing more; how much it has said of the answers now open. */
    private static long stalled() {
        long before = model.engine().counters().tokensGenerated();
        AtomicLong last = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(400))
                .until(() -> {
                    long now = model.engine().counters().tokensGenerated();
                    return last.getAndSet(now) == now && now > before;
                });
        return last.get() - before;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
