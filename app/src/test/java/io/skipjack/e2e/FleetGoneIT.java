package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row 11 with a fleet of ours: all spot instances go at once without a word, under streaming load. */
@Timeout(120)
class FleetGoneIT {
    private static final int STREAMS = 60;
    private static final int TOKENS = 200;
    private static final int FLEET = 3;

    @Test
    void everyStreamGoesOnElsewhereAndTheFleetComesBack() {
        // those that come later stand back for those that were cut, on a busy machine for seconds
        try (SpotTrial trial = SpotTrial.start(Map.of("skipjack.hold.deadline", "60s"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String model = trial.model();
            trial.router().deploy(model, trial.cloud().tiers("min_replicas: 3, max_replicas: 3"));
            trial.awaitReady(model, FLEET);
            List<Book> doomed = trial.live(model);
            List<FakeEngine> engines = new ArrayList<>();
            doomed.forEach(book -> engines.add(trial.ec2().engine(book.id()).orElseThrow()));
            engines.add(trial.cloud().sandbox().serverless().engine());
            engines.forEach(FakeEngine::clearReceived);

            AtomicInteger begun = new AtomicInteger();
            List<CompletableFuture<Heard>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(CompletableFuture.supplyAsync(
                        () -> Heard.stream(trial.router(), model, TOKENS, upstream -> begun.incrementAndGet()),
                        threads));
            }
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> begun.get() >= STREAMS / 2);
            doomed.forEach(book -> trial.ec2().interrupt(book.id(), Interrupting.atOnce()));
            for (int i = 0; i < STREAMS; i++) {
                streams.add(CompletableFuture.supplyAsync(() -> Heard.stream(trial.router(), model, TOKENS), threads));
            }

            List<Heard> heard = streams.stream().map(CompletableFuture::join).toList();
            assertThat(heard).allMatch(one -> one.whole(TOKENS));
            long asked = engines.stream().mapToLong(Fleet::asked).sum();
            // each once, those that had begun once more, and the retry budget; replacements may have answered some
            assertThat(asked).isLessThanOrEqualTo(3 * STREAMS + 2 * STREAMS / 5 + 3);

            trial.awaitReady(model, FLEET);
            assertThat(trial.books(model)).as("one for each that went").hasSize(2 * FLEET);
            assertThat(trial.replicas(model).stream()
                            .filter(replica ->
                                    replica.path("end_reason").asText().equals("lost")))
                    .hasSize(FLEET);
        }
    }
}
