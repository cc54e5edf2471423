package io.skipjack.domain.ledger;

import static io.skipjack.domain.ledger.LedgerExamples.at;
import static io.skipjack.domain.ledger.LedgerExamples.dollars;
import static io.skipjack.domain.ledger.LedgerExamples.invoice;
import static io.skipjack.domain.ledger.LedgerExamples.ledger;
import static io.skipjack.domain.ledger.LedgerExamples.report;
import static io.skipjack.domain.ledger.LedgerExamples.spent;
import static io.skipjack.domain.ledger.LedgerExamples.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointChargesTest {
    @Test
    void workersAreEstimatedFromWhenTheyWereSeen() {
        CostLedger ledger = ledger(workers(1, "0.80", 0), workers(2, "0.80", 1), workers(0, "0.80", 2));

        assertThat(spent(report(ledger, 0, 4), Component.SERVERLESS)).isEqualTo(Charged.of(dollars("2.40"), false));
    }

    @Test
    void anInvoiceTakesThePlaceOfTheEstimateForItsTime() {
        CostLedger ledger = ledger(workers(1, "0.80", 0), invoice("0.70", 0, 1), workers(0, "0.80", 3));

        assertThat(spent(report(ledger, 0, 4), Component.SERVERLESS))
                .isEqualTo(new Charged(dollars("1.60"), dollars("0.70")));
    }

    @Test
    void aCorrectedInvoiceTakesThePlaceOfTheFirst() {
        CostLedger ledger = ledger(workers(1, "0.80", 0), invoice("0.70", 0, 1), invoice("0.75", 0, 1));

        assertThat(spent(report(ledger, 0, 1), Component.SERVERLESS)).isEqualTo(Charged.of(dollars("0.75"), true));
    }

    @Test
    void aStretchThatNoInvoiceCoversBetweenTwoOthersCostNothing() {
        CostLedger ledger =
                ledger(workers(1, "0.80", 0), invoice("0.70", 0, 1), invoice("0.30", 2, 3), workers(0, "0.80", 3));

        assertThat(spent(report(ledger, 0, 4), Component.SERVERLESS)).isEqualTo(Charged.of(dollars("1.00"), true));
    }

    @Test
    void aProvidersMinutesAreChargedWhole() {
        BillingRule byMinute = new BillingRule(Duration.ofMinutes(1), Duration.ZERO);
        CostLedger ledger = ledger(
                new WorkersSeen("baseten", "rack", 1, dollars("0.60"), byMinute, at(0)),
                new WorkersSeen("baseten", "rack", 0, dollars("0.60"), byMinute, at(61.0 / 3600)));

        assertThat(spent(report(ledger, 0, 1), Component.SERVERLESS).total()).isEqualTo(dollars("0.02"));
    }

    @Test
    void whatRanAtNoKnownPriceIsSaidAndNotCalledFree() {
        CostLedger ledger = ledger(new WorkersSeen("runpod", "rack", 1, null, BillingRule.BY_SECOND, at(0)));

        CostReport.Line line = report(ledger, 0, 1).lines().getFirst();
        assertThat(line.known()).isFalse();
        assertThat(line.note()).isNotEmpty();
    }
}
