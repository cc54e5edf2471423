package io.skipjack.app.state;

import static io.skipjack.app.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.state.WebhookStore.Place;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of events and the places of webhooks do, whatever database they are on. */
abstract class EventLogContract extends StoreContract {
    private JdbcEventLog log;
    private WebhookStore webhooks;

    @BeforeEach
    void open() {
        log = new JdbcEventLog(database);
        webhooks = new JdbcWebhookStore(database);
    }

    @Test
    void givesBackWhatWasNotedInOneSequence() {
        EventNote odd = new EventNote(
                "replica.ended", "rack", "rack-1", "it's \"gone\" — 模\u0000型", Map.of("reason", "a \"b\""), null);
        log.append(List.of(at(NOW, note("replica.ready")), at(NOW.plusNanos(1), odd)));

        assertThat(log.last()).isEqualTo(2);
        assertThat(newest(10))
                .containsExactly(
                        new OperatorEvent(1, NOW, "replica.ready", "rack", "", "words", Map.of()),
                        new OperatorEvent(
                                2,
                                NOW.plusNanos(1),
                                "replica.ended",
                                "rack",
                                "rack-1",
                                "it's \"gone\" — 模\uFFFD型",
                                Map.of("reason", "a \"b\"")));
    }

    @Test
    void aTransitionIsKeptOnceHoweverOftenItIsNoted() {
        EventNote marked = note("replica.ready").once("rack-1");

        assertThat(log.append(List.of(at(NOW, marked), at(NOW, marked)))).isEqualTo(1);
        assertThat(log.append(List.of(
                        at(NOW.plusSeconds(9), marked),
                        at(NOW, note("replica.lost").once("rack-1")))))
                .isEqualTo(1);

        assertThat(newest(10)).extracting(OperatorEvent::kind).containsExactly("replica.ready", "replica.lost");
        assertThat(newest(10)).extracting(OperatorEvent::seq).containsExactly(1L, 2L);
    }

    @Test
    void aMarkOfAnyLengthFits() {
        EventNote marked = note("price.rejected").once("x".repeat(100_000));

        assertThat(log.append(List.of(at(NOW, marked), at(NOW, marked)))).isEqualTo(1);
    }

    @Test
    void aTextWithoutEndIsCut() {
        log.append(List.of(at(NOW, EventNote.of("replica.ended", "rack", "", "x".repeat(100_000)))));

        assertThat(newest(1).getFirst().text()).hasSize(2000).endsWith("…");
    }

    @Test
    void readersAskForKindsDeploymentsPlacesAndTimes() {
        log.append(List.of(
                at(NOW, note("replica.requested")),
                at(NOW.plusSeconds(1), EventNote.of("replica.ready", "shelf", "", "")),
                at(NOW.plusSeconds(2), note("budget.warned")),
                at(NOW.plusSeconds(3), note("replica.ended"))));

        assertThat(found(new EventQuery(null, null, kinds("replica.*", "budget.exceeded"), 10)))
                .containsExactly(1L, 2L, 4L);
        assertThat(found(new EventQuery(null, null, kinds("replica.*"), 2)))
                .as("the newest")
                .containsExactly(2L, 4L);
        assertThat(found(EventQuery.after(0, kinds("replica.*"), 2)))
                .as("what follows")
                .containsExactly(1L, 2L);
        assertThat(found(new EventQuery(null, null, new EventFilter(List.of(), List.of("shelf")), 9)))
                .containsExactly(2L);
        assertThat(found(new EventQuery(1L, NOW.plusSeconds(3), EventFilter.ALL, 9)))
                .containsExactly(4L);
        assertThat(log.before(NOW.plusSeconds(2))).isEqualTo(2);
        assertThat(log.before(NOW.minusSeconds(9))).isZero();
        assertThat(log.before(NOW.plusSeconds(9))).isEqualTo(4);
    }

    @Test
    void numbersGoOnWhenOldEventsAreForgotten() {
        log.append(List.of(at(NOW, note("replica.ready")), at(NOW.plusSeconds(5), note("replica.ended"))));

        assertThat(log.forget(NOW.plusSeconds(9))).isEqualTo(2);
        log.append(List.of(at(NOW.plusSeconds(9), note("replica.ready"))));

        assertThat(newest(9)).extracting(OperatorEvent::seq).containsExactly(3L);
    }

    /** A reader that has seen a number must have been able to see all that are smaller. */
    @Test
    void writersSideBySideLeaveNoReaderBehind() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 25; i++) {
                        log.append(List.of(at(NOW, note("replica.ready").once(writer % 2 + "/" + i))));
                    }
                }))
                .toList();
        List<Long> read = new ArrayList<>();
        long seen = 0;
        boolean over;
        do {
            over = writers.stream().allMatch(CompletableFuture::isDone);
            for (OperatorEvent event : log.find(EventQuery.after(seen, EventFilter.ALL, 7))) {
                seen = event.seq();
                read.add(seen);
            }
        } while (!over || seen < log.last());
        writers.forEach(CompletableFuture::join);

        assertThat(read).hasSize(50).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void deploymentsAreToldOfUnderThePresentEpochAlone() {
        List<StampedNote> news = List.of(at(NOW, note("deployment.deployed")));
        assertThat(log.tellDeployments(epoch, Map.of("rack", "r1"), last -> last.isEmpty() ? news : List.of()))
                .isEqualTo(1);
        assertThat(log.tellDeployments(
                        epoch, Map.of("rack", "r1"), last -> last.equals(Map.of("rack", "r1")) ? List.of() : news))
                .isZero();
        assertThatThrownBy(() -> log.tellDeployments(epoch - 1, Map.of(), last -> news))
                .isInstanceOf(StaleEpochException.class);

        assertThat(log.last()).isEqualTo(1);
    }

    @Test
    void aNewWebhookBeginsAtTheEndAndGoesOnWhereItWas() throws Exception {
        log.append(List.of(at(NOW, note("replica.ready"))));
        assertThat(webhooks.place(epoch, "oncall")).isEqualTo(new Place(1, 0));

        webhooks.move(epoch, "oncall", new Place(1, 3));
        log.append(List.of(at(NOW, note("replica.ended"))));

        try (Database again = new Database(settings())) {
            again.open();
            assertThat(new JdbcWebhookStore(again).place(epoch, "oncall")).isEqualTo(new Place(1, 3));
            assertThat(new JdbcWebhookStore(again).place(epoch, "other")).isEqualTo(new Place(2, 0));
        }
        assertThatThrownBy(() -> webhooks.move(epoch - 1, "oncall", new Place(9, 0)))
                .isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> webhooks.place(epoch + 1, "oncall")).isInstanceOf(StaleEpochException.class);
    }

    private List<OperatorEvent> newest(int limit) {
        return log.find(new EventQuery(null, null, EventFilter.ALL, limit));
    }

    private List<Long> found(EventQuery query) {
        return log.find(query).stream().map(OperatorEvent::seq).toList();
    }

    private static EventFilter kinds(String... patterns) {
        return new EventFilter(List.of(patterns), List.of());
    }

    private static StampedNote at(Instant at, EventNote note) {
        return new StampedNote(note, at);
    }

    private static EventNote note(String kind) {
        return EventNote.of(kind, "rack", "", "words");
    }
}
