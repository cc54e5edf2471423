package io.skipjack.domain.ledger;

import static io.skipjack.domain.ledger.LedgerExamples.MIDNIGHT;
import static io.skipjack.domain.ledger.LedgerExamples.ON_DEMAND;
import static io.skipjack.domain.ledger.LedgerExamples.SPOT;
import static io.skipjack.domain.ledger.LedgerExamples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.CostReport.Part;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of any ledger, made at random over three days. */
class LedgerPropertiesTest {
    private static final double END = 72;

    private static Instant some(Random random) {
        return MIDNIGHT.plusMillis(random.nextInt((int) (END * 3_600_000)));
    }

    private static Money price(Random random) {
        return new Money(1 + random.nextInt(3_000_000));
    }

    private static List<LedgerEvent> events(Random random) {
        List<LedgerEvent> events = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String id = "i-" + i;
            Instant from = some(random);
            boolean spot = random.nextBoolean();
            events.add(new LeaseOpened(
                    "ec2",
                    id,
                    "rack-" + random.nextInt(3),
                    "",
                    spot ? SPOT : ON_DEMAND,
                    price(random),
                    price(random),
                    spot ? LeaseRule.EC2_SPOT : LeaseRule.EC2_ON_DEMAND,
                    from));
            if (random.nextInt(4) > 0) {
                Instant end = from.plusMillis(random.nextInt(40_000_000));
                events.add(new LeaseClosed("ec2", id, random.nextBoolean(), random.nextBoolean(), end));
            }
        }
        for (int i = random.nextInt(10); i >= 0; i--) {
            events.add(new PriceTook(random.nextBoolean() ? SPOT : ON_DEMAND, price(random), "test", some(random)));
            events.add(new WorkersSeen(
                    "baseten",
                    "rack-" + random.nextInt(3),
                    random.nextInt(4),
                    price(random),
                    new BillingRule(
                            Duration.ofSeconds(1 + random.nextInt(120)), Duration.ofSeconds(random.nextInt(90))),
                    some(random)));
            events.add(worked(random));
            Instant ran = some(random);
            events.add(new RouterRan("r-" + random.nextInt(2), price(random), ran, ran.plusSeconds(3_000)));
        }
        if (random.nextBoolean()) {
            Instant from = some(random);
            events.add(new Invoiced(
                    "baseten", "rack-0", new Invoice(from, from.plusSeconds(3_600), price(random), "test")));
        }
        return events;
    }

    private static Worked worked(Random random) {
        Duration time = Duration.ofMillis(random.nextInt(60_000));
        return new Worked(
                "r-" + random.nextInt(2),
                "rack-" + random.nextInt(3),
                new Work(time, time, Duration.ZERO, Duration.ZERO, 1),
                List.of(LedgerExamples.share(
                        random.nextBoolean() ? Tier.SPOT : Tier.SERVERLESS,
                        "key-" + random.nextInt(3),
                        random.nextInt(500),
                        random.nextInt(60))),
                some(random),
                Duration.ofMinutes(1));
    }

    private static CostQuestion question(Instant from, Instant until) {
        return new CostQuestion(from, until, at(END), null);
    }

    @Property(tries = 300)
    void whereverTimeIsCutThePartsAddUpToTheWhole(@ForAll long seed) {
        Random random = new Random(seed);
        Spending spending = new Spending(CostLedger.EMPTY.with(events(random)));
        List<Instant> cuts = new ArrayList<>(List.of(at(-1), at(END)));
        for (int i = random.nextInt(20); i >= 0; i--) {
            cuts.add(some(random));
        }
        Collections.sort(cuts);

        Money sum = Money.ZERO;
        for (int i = 1; i < cuts.size(); i++) {
            sum = sum.plus(spending.total(question(cuts.get(i - 1), cuts.get(i))));
        }

        assertThat(sum).isEqualTo(spending.total(question(at(-1), at(END))));
    }

    @Property(tries = 200)
    void aReportAddsUpByAccountByHourByKeyAndByModel(@ForAll long seed) {
        CostLedger ledger = CostLedger.EMPTY.with(events(new Random(seed)));

        CostReport report = CostReports.of(ledger, question(at(3.3), at(60.7)));

        Money total = new Spending(ledger).total(question(report.from(), report.until()));
        assertThat(report.total().total()).isEqualTo(total);
        assertThat(report.hours().stream().map(CostReport.Hour::spent).reduce(Money.ZERO, Money::plus))
                .isEqualTo(total);
        assertThat(report.keys().stream().map(Part::spent).reduce(Money.ZERO, Money::plus))
                .isEqualTo(total);
        assertThat(report.models().stream().map(Part::spent).reduce(Money.ZERO, Money::plus))
                .isEqualTo(total);
    }

    @Property(tries = 200)
    void theSameLinesGiveTheSameLedgerHoweverTheyAreRead(@ForAll long seed) {
        Random random = new Random(seed);
        List<LedgerEvent> events = distinct(events(random));
        CostLedger atOnce = CostLedger.EMPTY.with(events);

        CostLedger piecemeal = CostLedger.EMPTY;
        for (int i = 0; i < events.size(); ) {
            int next = Math.min(events.size(), i + 1 + random.nextInt(5));
            piecemeal = piecemeal.with(events.subList(i, next));
            i = next;
        }

        CostQuestion all = question(at(0), at(END));
        assertThat(CostReports.of(piecemeal, all)).isEqualTo(CostReports.of(atOnce, all));
    }

    @Property(tries = 100)
    void keepingOldWorkByTheHourChangesNoMoneyAndNoTokens(@ForAll long seed) {
        RouterRan first = new RouterRan("r-0", new Money(1), at(0), at(0).plusSeconds(1));
        CostLedger ledger = CostLedger.EMPTY.with(events(new Random(seed))).with(List.of(first));
        CostQuestion all = question(at(0), at(END));

        CostReport fine = CostReports.of(ledger, all);
        CostReport coarse = CostReports.of(ledger.byTheHourBefore(at(40)), all);

        assertThat(coarse.total()).isEqualTo(fine.total());
        assertThat(coarse.keys()).isEqualTo(fine.keys());
        assertThat(coarse.tiers()).isEqualTo(fine.tiers());
    }

    @Property(tries = 100)
    void forgettingWhatWasOverLongAgoChangesNothingOfWhatIsAskedLater(@ForAll long seed) {
        CostLedger ledger = CostLedger.EMPTY.with(events(new Random(seed)));
        CostQuestion later = question(at(40), at(END));

        assertThat(new Spending(ledger.without(at(30))).total(later)).isEqualTo(new Spending(ledger).total(later));
    }

    @Property(tries = 200)
    void nothingEverCostsLessThanNothing(@ForAll long seed) {
        CostLedger ledger = CostLedger.EMPTY.with(events(new Random(seed)));

        assertThat(CostReports.of(ledger, question(at(0), at(END))).lines())
                .allSatisfy(line -> assertThat(line.charged().total()).isGreaterThanOrEqualTo(Money.ZERO));
    }

    @Property(tries = 200)
    void aRoutersTimeIsNeverCountedTwiceWhateverItsClockDid(@ForAll long seed) {
        Random random = new Random(seed);
        RouterTime time = RouterTime.NEVER;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int i = 0; i < 20; i++) {
            long from = random.nextInt(10_000);
            long until = from + random.nextInt(900) + 1;
            first = Math.min(first, from);
            last = Math.max(last, until);
            time = time.with(new RouterRan("r", new Money(3_600), at(0).plusSeconds(from), at(0).plusSeconds(until)));
        }

        assertThat(time.upTo(at(24)).microDollars()).isBetween(1L, last - first);
    }

    /** As the store gives them: each key once. */
    private static List<LedgerEvent> distinct(List<LedgerEvent> events) {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        return events.stream().filter(event -> keys.add(event.key())).toList();
    }
}
