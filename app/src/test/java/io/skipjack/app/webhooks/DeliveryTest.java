package io.skipjack.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.state.WebhookStore;
import io.skipjack.app.state.WebhookStore.Place;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.e2e.LogLines;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A webhook told of a log in memory, by a receiver that behaves badly. */
class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Retrying THREE =
            new Retrying(Duration.ofSeconds(1), Duration.ofSeconds(10), 3, Duration.ofHours(24));

    private final List<OperatorEvent> events = new ArrayList<>();
    private final Places places = new Places();
    private final LogLines lines = new LogLines(Logger.ROOT_LOGGER_NAME);
    private OptionalLong leads = OptionalLong.of(1);
    private Instant now = NOW;
    private Duration timeout = Duration.ofSeconds(20);
    private Receiver receiver;
    private Delivery delivery;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        delivery = fresh();
    }

    @AfterEach
    void close() {
        lines.close();
        receiver.close();
        assertThat(lines.messages()).allSatisfy(line -> assertThat(line).doesNotContain("canary"));
    }

    @Test
    void eachEventIsTakenOnceInOrderAndSigned() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        happens("budget.warned");

        assertThat(delivery.turn()).isZero();
        assertThat(delivery.turn()).isZero();

        assertThat(ids()).containsExactly("1", "2");
        Receiver.Post post = receiver.posts().getFirst();
        assertThat(post.path()).isEqualTo("/hook/canary");
        assertThat(post.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("skipjack-event", "replica.lost")
                .containsEntry(
                        "skipjack-signature",
                        Message.signature("shh", NOW, post.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(delivery.state().delivered()).isEqualTo(2);
    }

    @Test
    void whatItDoesNotWantIsPassedOver() throws InterruptedException {
        delivery.turn();
        happens("replica.ready");
        happens("replica.lost");
        delivery.turn();

        assertThat(ids()).containsExactly("2");
        assertThat(delivery.position()).isEqualTo(2);
    }

    @Test
    void whatFailsIsTriedAgainAndNothingOvertakesIt() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        happens("budget.warned");
        receiver.next("500 Internal Server Error", Receiver.RESET);

        assertThat(delivery.turn()).isEqualTo(Duration.ofSeconds(1));
        assertThat(delivery.state().problem()).isEqualTo("it answered 500");
        assertThat(delivery.turn()).isEqualTo(Duration.ofSeconds(2));
        assertThat(delivery.state().failures()).isEqualTo(2);
        assertThat(delivery.turn()).isZero();

        assertThat(ids()).containsExactly("1", "1", "1", "2");
        assertThat(delivery.state().problem()).isEmpty();
    }

    @Test
    void oneThatIsSilentIsGivenUpAfterItsTimeAndCountsAsFailed() throws InterruptedException {
        timeout = SHORT;
        Delivery hasty = fresh();
        hasty.turn();
        happens("replica.lost");
        receiver.next(Receiver.SILENCE);

        long began = System.nanoTime();
        assertThat(hasty.turn()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT, Duration.ofSeconds(15));
    }

    @Test
    void itsOwnWordOnWhenToComeAgainCountsWithinBounds() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        receiver.next("429 Too Many Requests\r\nRetry-After: 7", "429 Too Many Requests\r\nRetry-After: 7000");

        assertThat(delivery.turn()).isEqualTo(Duration.ofSeconds(7));
        assertThat(delivery.turn()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anEventThatIsNotTakenAfterAllTriesIsGivenUpAndSaid() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        happens("budget.warned");
        receiver.next("503 No", "503 No", "503 No");
        delivery.turn();
        delivery.turn();
        assertThat(delivery.turn()).isZero();

        assertThat(ids()).containsExactly("1", "1", "1", "2");
        assertThat(delivery.state().givenUp()).isEqualTo(1);
        assertThat(lines.messages()).contains("webhook oncall is not told of event 1 (replica.lost): it answered 503");
    }

    @Test
    void aRedirectIsNotFollowedAndARefusalNotRepeated() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        happens("budget.warned");
        receiver.next("302 Found\r\nLocation: " + receiver.url(), "404 Not Found");
        assertThat(delivery.turn()).isZero();

        assertThat(ids()).containsExactly("1", "2");
        assertThat(delivery.state().givenUp()).isEqualTo(2);
        assertThat(delivery.state().problem()).isEqualTo("it answered 404");
    }

    @Test
    void anotherRouterGoesOnWhereTheLastOneWas() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        delivery.turn();
        happens("budget.warned");
        receiver.next("500 No");
        delivery.turn();

        Delivery other = fresh();
        leads = OptionalLong.of(2);
        places.epoch = 2;
        happens("replica.lost");
        other.turn();

        assertThat(ids()).containsExactly("1", "2", "2", "3");
        assertThat(other.state().failures()).isZero();
    }

    @Test
    void whoDoesNotLeadTellsNothing() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        leads = OptionalLong.empty();
        assertThat(delivery.turn()).isEqualTo(Delivery.IDLE);
        leads = OptionalLong.of(1);
        places.epoch = 2;
        assertThat(delivery.turn()).isEqualTo(Delivery.IDLE);

        assertThat(ids()).isEmpty();
    }

    @Test
    void whoWasOvertakenTellsNoMoreThanTheOneItWasAbout() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        happens("budget.warned");
        places.epoch = 2;
        delivery.turn();
        delivery.turn();

        assertThat(ids()).containsExactly("1");
    }

    @Test
    void oldEventsAreNotToldAfterDays() throws InterruptedException {
        delivery.turn();
        happens("replica.lost");
        now = NOW.plus(Duration.ofHours(25));
        happens("budget.warned");
        delivery.turn();

        assertThat(ids()).containsExactly("2");
    }

    @Test
    void whereNobodyListensTheAddressIsNotSaid() throws InterruptedException, IOException {
        Delivery lonely = at(URI.create("http://127.0.0.1:" + TestRouter.freePort() + "/hook/canary"));
        lonely.turn();
        happens("replica.lost");
        lonely.turn();

        assertThat(lonely.state().problem()).isEqualTo("nobody answers at its address");
    }

    private Delivery fresh() {
        return at(receiver.url());
    }

    private Delivery at(URI url) {
        Webhook webhook = new Webhook(
                "oncall",
                url,
                Webhook.Kind.GENERIC,
                new EventFilter(List.of("replica.lost", "budget.*"), List.of()),
                "shh");
        WebhookClient client = new WebhookClient(MessageTest.JSON, timeout, () -> now);
        return new Delivery(webhook, new Delivery.Surroundings(log(), places, () -> leads, client, THREE, () -> now));
    }

    private void happens(String kind) {
        events.add(new OperatorEvent(events.size() + 1L, now, kind, "rack", "", "words", Map.of()));
    }

    private List<String> ids() {
        return receiver.posts().stream()
                .map(post -> post.headers().get("skipjack-event-id"))
                .toList();
    }

    private EventLog log() {
        return new EventLog() {
            @Override
            public List<OperatorEvent> find(EventQuery query) {
                return events.stream()
                        .filter(event -> query.after() == null || event.seq() > query.after())
                        .filter(query.filter()::admits)
                        .limit(query.limit())
                        .toList();
            }

            @Override
            public long last() {
                return events.size();
            }

            @Override
            public long before(Instant since) {
                return 0;
            }
        };
    }

    /** In memory, with the store's fence. */
    private final class Places implements WebhookStore {
        private final Map<String, Place> places = new HashMap<>();
        private long epoch = 1;

        @Override
        public Place place(long under, String webhook) {
            require(under);
            return places.computeIfAbsent(webhook, name -> new Place(events.size(), 0));
        }

        @Override
        public void move(long under, String webhook, Place to) {
            require(under);
            places.put(webhook, to);
        }

        private void require(long under) {
            if (under != epoch) {
                throw new StaleEpochException(under, epoch);
            }
        }
    }
}
