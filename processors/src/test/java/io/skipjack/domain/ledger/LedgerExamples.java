package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Share;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lines of a ledger, for tests. Times are hours after {@link #MIDNIGHT}. */
final class LedgerExamples {
    static final Instant MIDNIGHT = Instant.parse("2026-11-29T00:00:00Z");
    static final Offer SPOT = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    static final Offer ON_DEMAND =
            new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.ON_DEMAND);

    private LedgerExamples() {}

    static Instant at(double hours) {
        return MIDNIGHT.plus(Duration.ofMillis(Math.round(hours * 3_600_000)));
    }

    static Money dollars(String amount) {
        return Money.ofDollars(amount);
    }

    static LeaseOpened opened(String lease, Offer offer, String perHour, double hours) {
        LeaseRule rule = offer.capacityType() == CapacityType.SPOT ? LeaseRule.EC2_SPOT : LeaseRule.EC2_ON_DEMAND;
        return new LeaseOpened(
                "ec2", lease, "rack", "rack-1", offer, dollars(perHour), dollars("0.016"), rule, at(hours));
    }

    static LeaseClosed ended(String lease, double hours) {
        return new LeaseClosed("ec2", lease, false, true, at(hours));
    }

    static LeaseClosed taken(String lease, double hours) {
        return new LeaseClosed("ec2", lease, true, true, at(hours));
    }

    static PriceTook price(Offer offer, String perHour, double hours) {
        return new PriceTook(offer, dollars(perHour), "history", at(hours));
    }

    static WorkersSeen workers(int count, String perHour, double hours) {
        return new WorkersSeen("runpod", "rack", count, dollars(perHour), BillingRule.BY_SECOND, at(hours));
    }

    static Invoiced invoice(String amount, double from, double until) {
        return new Invoiced("runpod", "rack", new Invoice(at(from), at(until), dollars(amount), "billing"));
    }

    static RouterRan router(String perHour, double from, double until) {
        return new RouterRan("router-1", dollars(perHour), at(from), at(until));
    }

    static DeploymentRated rated(String onDemand, String serverless, Duration coldStart, double hours) {
        Rates rates = new Rates(dollars(onDemand), "g6.xlarge", dollars(serverless), "runpod", coldStart);
        return new DeploymentRated("rack", "Qwen/Qwen3-0.6B", rates, at(hours));
    }

    static Worked worked(Work work, double hours, Share... shares) {
        return new Worked("router-1", "rack", work, List.of(shares), at(hours), Duration.ofMinutes(1));
    }

    static Share share(Tier tier, String key, long tokens, double seconds) {
        return new Share(tier, key, new Tally(1, 0, tokens / 2, tokens - tokens / 2, Duration.ofMillis((long)
                (seconds * 1000))));
    }

    static CostLedger ledger(LedgerEvent... events) {
        return CostLedger.EMPTY.with(List.of(events));
    }

    static CostReport report(CostLedger ledger, double from, double until) {
        return CostReports.of(ledger, new CostQuestion(at(from), at(until), at(until), null));
    }

    /** What one component cost. */
    static Charged spent(CostReport report, Component component) {
        return report.lines().stream()
                .filter(line -> line.account().component() == component)
                .map(CostReport.Line::charged)
                .reduce(Charged.NOTHING, Charged::plus);
    }
}
