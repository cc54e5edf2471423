package io.skipjack.app.state;

import static io.skipjack.app.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.EndpointKnown;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.ledger.LedgerStore.Entry;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.ledger.Tally;
import io.skipjack.domain.ledger.Work;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger's store does, whatever database it is on. */
abstract class LedgerStoreContract extends StoreContract {
    private static final Money PRICE = new Money(216_001);
    private static final List<LedgerEvent> ONE_OF_EACH = List.of(
            new LeaseOpened(
                    "ec2", "i-1", "rack", "rack-1", Samples.SPOT_A, PRICE, new Money(16_000), LeaseRule.EC2_SPOT, NOW),
            new LeaseClosed("ec2", "i-1", true, true, NOW.plusSeconds(1)),
            new PriceTook(Samples.SPOT_A, PRICE, "DescribeSpotPriceHistory", NOW),
            new WorkersSeen("runpod", "rack", 2, PRICE, BillingRule.BY_SECOND, NOW),
            new WorkersSeen(
                    "modal", "模型", 0, null, new BillingRule(Duration.ofMillis(100), Duration.ofMinutes(1)), NOW),
            new EndpointKnown(
                    new EndpointRef("owner", new EndpointId("rack", "runpod"), "sj-rack", Map.of("id", "a \"b\" ü")),
                    NOW),
            new Invoiced("runpod", "rack", new Invoice(NOW, NOW.plusSeconds(3600), PRICE, "GET /v2/billing")),
            new RouterRan("router-1", PRICE, NOW, NOW.plusSeconds(60)),
            new DeploymentRated("rack", "模型", new Rates(null, "", PRICE, "runpod", Duration.ofMillis(61_500)), NOW),
            new DeploymentRated("rack", "模型", null, NOW.plusNanos(1)),
            new Worked(
                    "router-1",
                    "rack",
                    new Work(Duration.ofNanos(5), Duration.ofNanos(4), Duration.ofNanos(3), Duration.ofNanos(2), 1),
                    List.of(
                            new Share(Tier.SPOT, "key-1", new Tally(9, 1, 200, 300, Duration.ofNanos(7))),
                            new Share(null, "", new Tally(1, 1, 0, 0, Duration.ZERO))),
                    NOW,
                    Duration.ofSeconds(60)));

    private JdbcLedgerStore store;

    @BeforeEach
    void open() {
        store = new JdbcLedgerStore(database);
    }

    private List<LedgerEvent> all() {
        return store.read(0, 1_000, Instant.EPOCH).stream().map(Entry::event).toList();
    }

    @Test
    void givesBackEachKindOfLineAsItWasInOrder() {
        store.append(epoch, ONE_OF_EACH);

        assertThat(all()).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void whatIsWrittenAgainIsNotTakenTwice() {
        store.append(epoch, ONE_OF_EACH);
        store.append(ONE_OF_EACH.reversed());

        assertThat(all()).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void readsOnFromWhereItWas() {
        store.append(ONE_OF_EACH.subList(0, 4));
        long read = store.read(0, 1_000, Instant.EPOCH).getLast().number();
        store.append(ONE_OF_EACH.subList(4, 6));

        assertThat(store.read(read, 1_000, Instant.EPOCH))
                .extracting(Entry::event)
                .isEqualTo(ONE_OF_EACH.subList(4, 6));
        assertThat(store.read(0, 2, Instant.EPOCH)).hasSize(2);
    }

    @Test
    void workOfLongAgoIsLeftOutAndNothingElse() {
        store.append(ONE_OF_EACH);

        assertThat(store.read(0, 1_000, NOW.plusSeconds(1)))
                .extracting(Entry::event)
                .isEqualTo(ONE_OF_EACH.stream()
                        .filter(event -> !(event instanceof Worked) && !(event instanceof RouterRan))
                        .toList());
    }

    @Test
    void aFormerLeaderWritesNothing() {
        assertThatThrownBy(() -> store.append(epoch - 1, ONE_OF_EACH)).isInstanceOf(StaleEpochException.class);

        assertThat(all()).isEmpty();
    }

    @Test
    void routersThatWriteSideBySideLoseNoLineAndNobodyReadsPastOne() throws Exception {
        int writers = 4;
        int each = 25;
        List<Future<?>> writing = new ArrayList<>();
        List<LedgerEvent> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                String router = "router-" + writer;
                writing.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        Instant at = NOW.plusSeconds(i);
                        store.append(List.of(new RouterRan(router, PRICE, at, at.plusSeconds(1))));
                    }
                }));
            }
            long read = 0;
            while (seen.size() < writers * each) {
                boolean done = writing.stream().allMatch(Future::isDone);
                List<Entry> page = store.read(read, 7, Instant.EPOCH);
                page.forEach(entry -> seen.add(entry.event()));
                read = page.isEmpty() ? read : page.getLast().number();
                if (done && page.isEmpty()) {
                    break;
                }
            }
            for (Future<?> each1 : writing) {
                each1.get();
            }
        }

        assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
    }
}
