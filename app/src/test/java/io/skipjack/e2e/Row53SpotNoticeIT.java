package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Spot takes one of two replicas: said twice, late, not at all, or only feared. No request fails, the replacement is
 * launched before the old one is gone where that is known in time, and there is only one.
 */
@Timeout(180)
class Row53SpotNoticeIT {
    /** The host agent looks for notices every five seconds. */
    private static final Duration NOTICE = Duration.ofSeconds(15);
    /** Of 5 ms each: from before the notice is known until after it. */
    private static final int LONG = 1_300;

    private final java.util.concurrent.ExecutorService threads =
            java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
    private static SpotTrial trial;
    private static String twice;
    private static String late;
    private static String never;
    private static String feared;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of());
        String two = "min_replicas: 2, max_replicas: 3";
        twice = trial.deploySpotOnly(two);
        late = trial.deploySpotOnly(two);
        never = trial.deploySpotOnly(two);
        feared = trial.deploySpotOnly(two);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void aNoticeThatComesTwiceHasOneReplacementAndWhatRunsEndsWell() {
        trial.awaitReady(twice, 2);
        Book taken = trial.books(twice).getFirst();
        List<CompletableFuture<Heard>> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(CompletableFuture.supplyAsync(() -> Heard.stream(trial.router(), twice, LONG), threads));
        }
        FakeEngine engine = trial.ec2().engine(taken.id()).orElseThrow();
        await().until(() -> engine.counters().running() > 0);

        trial.ec2().interrupt(taken.id(), Interrupting.after(NOTICE).saidTwice());

        awaitNotice(twice, taken, "end");
        assertNothingNewOn(twice, taken, engine);
        List<Heard> heard = streams.stream().map(CompletableFuture::join).toList();
        assertThat(heard).allMatch(stream -> stream.whole(LONG));
        assertThat(heard).extracting(Heard::upstream).contains(taken.replica());
        assertReplaced(twice, taken);
    }

    @Test
    void aLateNoticeIsActedOnAtOnce() {
        trial.awaitReady(late, 2);
        Book taken = trial.books(late).getFirst();
        FakeEngine engine = trial.ec2().engine(taken.id()).orElseThrow();

        trial.ec2()
                .interrupt(
                        taken.id(), Interrupting.after(Duration.ofSeconds(11)).saidLate(Duration.ofSeconds(10)));

        awaitNotice(late, taken, "end");
        assertNothingNewOn(late, taken, engine);
        assertReplaced(late, taken);
    }

    @Test
    void withoutANoticeTheLossIsNoticedWithinSeconds() {
        trial.awaitReady(never, 2);
        Book taken = trial.books(never).getFirst();

        trial.ec2()
                .interrupt(taken.id(), Interrupting.after(Duration.ofSeconds(1)).neverSaid());

        await().atMost(SpotTrial.PATIENCE).until(() -> {
            assertAnswered(never);
            return trial.books(never).size() == 3;
        });
        Book gone = trial.books(never).getFirst();
        Book replacement = trial.books(never).getLast();
        assertThat(Duration.between(SpotTrial.end(gone), replacement.launchedAt()))
                .isLessThan(Duration.ofSeconds(5));
        assertThat(replacement.zone()).isNotEqualTo(gone.zone());
        assertThat(replica(never, taken).path("end_reason").asText()).isEqualTo("lost");
    }

    @Test
    void aFearedInterruptionIsReplacedFirstAndDrainedThen() {
        trial.awaitReady(feared, 2);
        Book risky = trial.books(feared).getFirst();

        trial.ec2().recommendRebalance(risky.id());

        awaitNotice(feared, risky, "risk");
        await().atMost(SpotTrial.PATIENCE).until(() -> {
            assertAnswered(feared);
            return !trial.books(feared).getFirst().isLive();
        });
        trial.awaitReady(feared, 2);
        List<Book> books = trial.books(feared);
        assertThat(books).hasSize(3);
        assertThat(Duration.between(books.getLast().launchedAt(), SpotTrial.end(books.getFirst())))
                .as("not before the replacement has booted")
                .isGreaterThan(Duration.ofSeconds(1));
    }

    private static void awaitNotice(String model, Book taken, String kind) {
        await().atMost(SpotTrial.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> replica(model, taken)
                        .path("interruption")
                        .path("kind")
                        .asText()
                        .equals(kind));
    }

    private static void assertNothingNewOn(String model, Book taken, FakeEngine engine) {
        long asked = Fleet.asked(engine);
        for (int i = 0; i < 20; i++) {
            assertThat(assertAnswered(model).headers().firstValue("x-skipjack-upstream"))
                    .isPresent()
                    .isNotEqualTo(java.util.Optional.of(taken.replica()));
        }
        assertThat(Fleet.asked(engine)).isEqualTo(asked);
    }

    private static void assertReplaced(String model, Book taken) {
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> !trial.books(model).getFirst().isLive());
        trial.awaitReady(model, 2);
        List<Book> books = trial.books(model);
        assertThat(books).as("one replacement, however often it was said").hasSize(3);
        assertThat(books.getFirst().id()).isEqualTo(taken.id());
        assertThat(books.getLast().launchedAt()).isBefore(SpotTrial.end(books.getFirst()));
        assertThat(books.getLast().zone()).isNotEqualTo(taken.zone());
    }

    private static HttpResponse<String> assertAnswered(String model) {
        HttpResponse<String> answer = trial.router().chat(model, "\"max_tokens\":1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static JsonNode replica(String model, Book book) {
        return trial.replicas(model).stream()
                .filter(each -> each.path("id").asText().equals(book.replica()))
                .findFirst()
                .orElseThrow();
    }
}
