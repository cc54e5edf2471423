package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.ManualClock;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events begin and end what is charged for an endpoint's worker. */
class MeteredServerlessTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T10:00:00Z"));
    private final WorkerBook book = new WorkerBook(clock, Duration.ZERO);
    private FakeServerless serverless = start(book, Duration.ofHours(1));

    private static FakeServerless start(WorkerBook into, Duration idleWindow) {
        return FakeServerless.start(ServerlessSettings.defaults()
                .meteredBy(into.meter("ep", "rack", () -> Tariff.bySecond(BigDecimal.ONE)))
                .starting(Duration.ZERO, WhileCold.HOLD)
                .idlingAfter(idleWindow));
    }

    @AfterEach
    void close() {
        serverless.close();
    }

    private static int ask(FakeServerless of) throws Exception {
        return Asks.post(of.engine(), "/v1/chat/completions", Asks.chat("x", 2, false))
                .statusCode();
    }

    @Test
    void nothingIsChargedBeforeTheFirstRequestAndAfterItIsScaledToZero() throws Exception {
        clock.ahead(HOUR);
        assertThat(book.workerTime()).isZero();

        assertThat(ask(serverless)).isEqualTo(200);
        clock.ahead(HOUR);
        serverless.scaleToZero();
        clock.ahead(HOUR);

        assertThat(book.workerTime()).isEqualTo(HOUR);
        serverless.scaleToZero();
        assertThat(book.workerTime()).isEqualTo(HOUR);
    }

    @Test
    void aWorkerThatIsKeptIsChargedWithoutARequest() {
        serverless.keep(1);
        clock.ahead(HOUR);

        assertThat(book.workerTime()).isEqualTo(HOUR);
        serverless.keep(1);
        clock.ahead(HOUR);
        assertThat(book.workerTime()).isEqualTo(HOUR.multipliedBy(2));
    }

    @Test
    void aWorkerThatIsKilledIsChargedNoMoreAndNoneStartsUntilItCan() {
        serverless.keep(1);
        clock.ahead(HOUR);
        serverless.engine().kill();
        clock.ahead(HOUR);
        serverless.wake();
        clock.ahead(HOUR);

        assertThat(book.workerTime()).isEqualTo(HOUR);
        assertThat(serverless.running()).isZero();
        serverless.engine().boot();
        serverless.wake();
        clock.ahead(HOUR);
        assertThat(book.workerTime()).isEqualTo(HOUR.multipliedBy(2));
    }

    @Test
    void anEndpointThatIsDestroyedWhileItsWorkerRunsStaysInTheBook() throws Exception {
        assertThat(ask(serverless)).isEqualTo(200);
        clock.ahead(HOUR);
        serverless.close();
        clock.ahead(HOUR);

        assertThat(book.workerTime()).isEqualTo(HOUR);
    }

    @Test
    void theBootIsCharged() {
        FakeServerless slow = FakeServerless.start(ServerlessSettings.defaults()
                .meteredBy(book.meter("slow", "slow", () -> Tariff.bySecond(BigDecimal.ONE)))
                .starting(Duration.ofHours(1), WhileCold.UNAVAILABLE));
        try {
            slow.wake();
            assertThat(slow.state()).isEqualTo("starting");
            clock.ahead(HOUR);
            assertThat(book.workerTime()).isEqualTo(HOUR);
            slow.scaleToZero();
            clock.ahead(HOUR);
            assertThat(book.workerTime()).isEqualTo(HOUR);
        } finally {
            slow.close();
        }
    }

    /** Nobody looks at the moment when the window ends, and the clock runs much faster than the system's. */
    @Test
    void theIdleWindowIsChargedToItsEndAndNoFurther() {
        int speed = 3_600;
        long from = System.nanoTime();
        InstantSource fast = () -> clock.instant().plusNanos((System.nanoTime() - from) * speed);
        WorkerBook own = new WorkerBook(fast, Duration.ZERO);
        Duration window = Duration.ofMillis(300);
        try (FakeServerless idle = start(own, window)) {
            idle.wake();
            idle.warmUp(); // the window begins after the worker did
            // within the window: the two clocks of the worker are read one after the other, some microseconds apart
            Duration begun = Duration.ofMillis(20).multipliedBy(speed);
            Duration warm = await().until(own::workerTime, ran -> ran.compareTo(begun) > 0);
            await().pollDelay(Duration.ofMillis(900))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> true);

            Duration idled = own.workerTime().minus(warm);
            assertThat(idled).isLessThanOrEqualTo(window.multipliedBy(speed));
            assertThat(own.workerTime()).isGreaterThanOrEqualTo(window.multipliedBy(speed));
            assertThat(own.workerTime()).isEqualTo(warm.plus(idled));
        }
    }
}
