package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests wait while nobody can answer: in a bounded queue, until a deadline, and without a place on any upstream. */
class HoldingIT {
    @Test
    void aFullQueueRefusesWith429() {
        TestRouter router = TightRouter.shared();
        try (Fleet fleet = Fleet.deploy(router, 0, 1)) {
            fleet.serverless().inject(Fault.unavailable(Duration.ofSeconds(60)));
            List<CompletableFuture<WireAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < TightRouter.MAX_WAITING + 3; i++) {
                answers.add(WireCall.later(fleet::chat));
            }
            List<WireAnswer> refused = answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 429)
                    .toList();
            assertThat(refused).hasSize(3).allSatisfy(answer -> {
                Fleet.assertError(answer, 429);
                assertThat(answer.header("retry-after")).matches("[1-9][0-9]*");
                assertThat(answer.json().path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
            });
            assertThat(answers.stream().map(CompletableFuture::join))
                    .filteredOn(answer -> answer.status() == 503)
                    .hasSize(TightRouter.MAX_WAITING);
        }
    }

    @Test
    void theDeadlineEndsTheWaitWith503OrAnErrorEvent() {
        TestRouter router = TestRouter.shared();
        try (Fleet fleet = Fleet.deploy(router, 0, 1)) {
            fleet.serverless().inject(Fault.status(503));
            var whole = WireCall.later(fleet::chat);
            var streamed = WireCall.later(fleet::stream);
            long began = System.nanoTime();

            Fleet.assertError(whole.join(), 503);
            assertThat(whole.join().header("retry-after")).matches("[1-9][0-9]*");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(3_500), Duration.ofSeconds(7));

            WireAnswer events = streamed.join();
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("content-type")).startsWith("text/event-stream");
            assertThat(events.comments()).isGreaterThanOrEqualTo(4);
            assertThat(events.streamError()).isEqualTo("service_unavailable");
            assertThat(events.done()).isFalse();
            // one attempt a second, for all who wait
            assertThat(fleet.asked()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void whoeverWaitsIsAnsweredAsSoonAsAnEngineIsUp() {
        TestRouter router = TestRouter.shared();
        try (Fleet fleet = Fleet.deploy(router, 1, 0)) {
            fleet.spot(1).kill();
            List<CompletableFuture<WireAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                boolean streaming = i % 2 == 0;
                answers.add(WireCall.later(() -> fleet.ask(streaming)));
            }
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(fleet.health()).doesNotContain("\"spot-1\":\"ready\""));
            fleet.spot(1).boot();

            answers.forEach(answer -> Fleet.assertWhole(answer.join()));
            fleet.assertQuiet();
        }
    }
}
