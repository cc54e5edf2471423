package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.EndpointKnown;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.cost.BookLeases;
import io.skipjack.processors.cost.BookPrices;
import io.skipjack.processors.cost.BookRates;
import io.skipjack.processors.cost.BookWorkers;
import io.skipjack.processors.cost.Books;
import io.skipjack.processors.cost.FindInvoiceQuestions;
import io.skipjack.processors.cost.FindInvoiceQuestions.InvoiceQuestion;
import io.skipjack.processors.cost.FindPriceQuestions;
import io.skipjack.processors.cost.FindPriceQuestions.PriceQuestion;
import io.skipjack.processors.cost.InvoiceInterval;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each step writes into the ledger, and that it writes nothing twice. */
class BookingTest {
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final Instant NOW = Instant.parse("2026-11-29T10:20:00Z");
    private static final Offer SPOT =
            new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    private static final Money PRICE = Money.ofDollars("0.25");
    private static final Money SIDE = Money.ofDollars("0.016");
    private static final Instant LAUNCHED = NOW.minus(Duration.ofHours(1));
    private static final LeaseOpened OPENED =
            new LeaseOpened("ec2", "i-1", "rack", "rack-1", SPOT, PRICE, SIDE, LeaseRule.EC2_SPOT, LAUNCHED);

    private final MemoryLedger store = new MemoryLedger();
    private FleetSnapshot snapshot = new FleetSnapshot(List.of(), List.of());
    private List<EndpointRecord> records = List.of();
    private final FleetStore fleets =
            CostExamples.answering(FleetStore.class, Map.of("snapshot", () -> snapshot, "owner", () -> "owner"));
    private final EndpointStore endpoints =
            CostExamples.answering(EndpointStore.class, Map.of("endpoints", () -> records));
    private Instant now = NOW;
    private final Books books = new Books(store, () -> OptionalLong.of(1), () -> now);
    private @Nullable WorkerPrice workerPrice = price("0.69");

    private static WorkerPrice price(String dollars) {
        return new WorkerPrice(Money.ofDollars(dollars), BillingRule.BY_SECOND, "test", NOW, true);
    }

    private static Exchange run(Processor step, @Nullable Object body) {
        try {
            Exchange exchange = new DefaultExchange(CONTEXT);
            exchange.getMessage().setBody(body);
            step.process(exchange);
            return exchange;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private void bookLeases(ReplicaState state, @Nullable LeaseEnd end, @Nullable Instant endedAt) {
        Lease lease = new Lease("i-1", SPOT, PRICE, LAUNCHED, URI.create("http://10.0.0.1:8000/v1"), end);
        Replica replica = new Replica(
                new ReplicaId("rack", 1),
                "r",
                state,
                NOW,
                new LaunchIntent(1, "token", List.of(new PricedOffer(SPOT, PRICE, null)), 1, LAUNCHED),
                lease,
                null,
                null,
                endedAt == null ? null : EndReason.SCALED_DOWN,
                endedAt,
                "",
                HostView.SILENT,
                null);
        snapshot = new FleetSnapshot(List.of(replica), List.of());
        run(new BookLeases(books, fleets, new CostExamples.Spot(SIDE)), null);
    }

    @Test
    void aLeaseIsOpenedOnceAndClosedOnce() {
        LeaseEnd end = new LeaseEnd(NOW, true, true);

        bookLeases(ReplicaState.READY, null, null);
        bookLeases(ReplicaState.READY, null, null);
        bookLeases(ReplicaState.ENDING, end, null);
        bookLeases(ReplicaState.ENDED, end, NOW);

        assertThat(store.events()).containsExactly(OPENED, new LeaseClosed("ec2", "i-1", true, true, NOW));
    }

    @Test
    void aLeaseWhoseLaunchTheProviderHasNotTimedYetIsNotOpenedByOurClock() {
        bookLeases(ReplicaState.PROVISIONING, null, null);
        assertThat(store.events()).isEmpty();

        bookLeases(ReplicaState.STARTING, null, null);
        assertThat(store.events()).containsExactly(OPENED);
    }

    @Test
    void aTurnThatSawNothingOfItsLifeBooksAllOfIt() {
        bookLeases(ReplicaState.ENDED, null, NOW);

        assertThat(store.events()).containsExactly(OPENED, new LeaseClosed("ec2", "i-1", false, false, NOW));
    }

    @Test
    void anEndThatTheProviderNamesLaterIsBookedToo() {
        bookLeases(ReplicaState.ENDED, null, NOW);
        bookLeases(ReplicaState.ENDED, new LeaseEnd(NOW.minusSeconds(90), true, true), NOW);

        assertThat(store.events())
                .hasSize(3)
                .last()
                .isEqualTo(new LeaseClosed("ec2", "i-1", true, true, NOW.minusSeconds(90)));
    }

    @Test
    void pricesAreAskedForFromWhereTheyAreKnown() {
        store.append(List.of(OPENED));
        books.follow();

        assertThat(questions(new FindPriceQuestions(books)))
                .extracting(question -> ((PriceQuestion) question).request().since())
                .containsExactly(LAUNCHED);

        Instant changed = NOW.minusSeconds(600);
        run(
                new BookPrices(books),
                List.of(
                        new PriceQuote(SPOT, Money.ofDollars("0.30"), changed, "test"),
                        new PriceQuote(SPOT, Money.ZERO, NOW, "a broken feed's")));
        assertThat(questions(new FindPriceQuestions(books)))
                .extracting(question -> ((PriceQuestion) question).request().since())
                .containsExactly(changed);
    }

    private static List<?> questions(Processor step) {
        return List.copyOf((Collection<?>) run(step, null).getMessage().getBody());
    }

    private void bookWorkers(@Nullable EndpointSight sight) {
        records = List.of(CostExamples.endpoint(NOW, sight));
        run(new BookWorkers(books, endpoints, fleets, each -> workerPrice), null);
    }

    private List<WorkersSeen> seen() {
        return store.events().stream()
                .filter(WorkersSeen.class::isInstance)
                .map(WorkersSeen.class::cast)
                .toList();
    }

    @Test
    void workersAreBookedWhenTheirNumberOrPriceChanges() {
        EndpointSight one = new EndpointSight(EndpointPhase.READY, 1, "");
        bookWorkers(new EndpointSight(EndpointPhase.COLD, 0, ""));
        bookWorkers(one);
        bookWorkers(one);
        now = NOW.plusSeconds(60);
        workerPrice = price("0.75");
        bookWorkers(one);
        now = NOW.plusSeconds(120);
        bookWorkers(null);

        assertThat(seen()).extracting(WorkersSeen::workers).containsExactly(1, 1);
        assertThat(seen())
                .extracting(WorkersSeen::perHour)
                .containsExactly(Money.ofDollars("0.69"), Money.ofDollars("0.75"));
        assertThat(store.events()).hasAtLeastOneElementOfType(EndpointKnown.class);
    }

    @Test
    void anEndpointThatIsGoneRunsNoWorker() {
        bookWorkers(new EndpointSight(EndpointPhase.READY, 2, ""));
        records = List.of();
        now = NOW.plusSeconds(60);
        run(new BookWorkers(books, endpoints, fleets, each -> workerPrice), null);

        assertThat(seen()).extracting(WorkersSeen::workers).containsExactly(2, 0);
    }

    @Test
    void aProviderIsAskedForItsBillNowAndThenAndLongAfterTheEndNoMore() {
        bookWorkers(new EndpointSight(EndpointPhase.READY, 1, ""));
        FindInvoiceQuestions step = new FindInvoiceQuestions(books, new InvoiceInterval(Duration.ofMinutes(10)));

        assertThat(questions(step))
                .extracting(question -> ((InvoiceQuestion) question).request().from())
                .containsExactly(Instant.parse("2026-11-29T00:00:00Z"));
        assertThat(questions(step)).isEmpty();
        now = NOW.plus(Duration.ofMinutes(10));
        assertThat(questions(step)).hasSize(1);

        records = List.of();
        run(new BookWorkers(books, endpoints, fleets, each -> workerPrice), null);
        now = NOW.plus(Duration.ofDays(2));
        assertThat(questions(step)).hasSize(1);
        now = NOW.plus(Duration.ofDays(4));
        assertThat(questions(step)).isEmpty();
    }

    @Test
    void ratesAreBookedWhenTheyChangeAndWhenADeploymentGoes() {
        UpstreamSpec upstream = new UpstreamSpec("own", URI.create("http://10.0.0.1/v1"), null);
        TierSpec tier = new TierSpec(List.of(upstream), "least-in-flight", 10, null);
        Rates rates = new Rates(PRICE, "g6", null, "", Duration.ZERO);
        List<Deployment> deployed = new ArrayList<>(List.of(new Deployment("rack", "m", true, 10, null, tier)));
        BookRates step = new BookRates(
                books, at -> deployed.stream().collect(Collectors.toMap(Function.identity(), any -> rates)));

        run(step, null);
        run(step, null);
        deployed.clear();
        now = NOW.plusSeconds(1);
        run(step, null);
        run(step, null);

        List<LedgerEvent> events = store.events();
        assertThat(events)
                .containsExactly(
                        new DeploymentRated("rack", "m", rates, NOW),
                        new DeploymentRated("rack", "m", null, NOW.plusSeconds(1)));
    }
}
