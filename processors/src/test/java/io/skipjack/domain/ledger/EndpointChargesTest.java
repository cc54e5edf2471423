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
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.serverless.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    void whatNoBillEverNamesAfterTheLastIsNothingInTheEnd() {
        CostLedger ledger = ledger(workers(1, "0.80", 0), invoice("0.79", 0, 1), workers(0, "0.80", 1.01));
        assertThat(spent(report(ledger, 0, 2), Component.SERVERLESS).total()).isEqualTo(dollars("0.798"));

        assertThat(silence(ledger, List.of(), 28))
                .as("a day's bill may come yet")
                .isEmpty();
        Invoice nothing = silence(ledger, List.of(), 29).orElseThrow();
        assertThat(nothing).isEqualTo(new Invoice(at(1), at(2), Money.ZERO, "billing"));
        CostLedger settled = ledger.with(List.of(new Invoiced("runpod", "rack", nothing)));
        assertThat(spent(report(settled, 0, 40), Component.SERVERLESS)).isEqualTo(Charged.of(dollars("0.79"), true));
        assertThat(silence(settled, List.of(), 30)).as("once is enough").isEmpty();
    }

    @Test
    void aBillThatNamesTheTimeAfterTheLastIsNoSilence() {
        CostLedger ledger = ledger(workers(1, "0.80", 0), invoice("0.79", 0, 1), workers(0, "0.80", 1.01));

        assertThat(silence(ledger, List.of(invoice("0.01", 1, 2).invoice()), 29))
                .isEmpty();
    }

    @Test
    void silenceAboutWorkersThatRunOrOfAProviderWithoutBillsSaysNothing() {
        CostLedger runs = ledger(workers(1, "0.80", 0), invoice("0.80", 0, 1));
        CostLedger unbilled = ledger(workers(1, "0.80", 0), workers(0, "0.80", 1.01));

        assertThat(silence(runs, List.of(), 60)).isEmpty();
        assertThat(silence(unbilled, List.of(), 60)).isEmpty();
    }

    @Test
    void whatIsBilledLateTakesThePlaceOfSilence() {
        CostLedger ledger = ledger(
                workers(1, "0.80", 0),
                invoice("0.79", 0, 1),
                workers(0, "0.80", 1.01),
                invoice("0", 1, 5),
                invoice("0.02", 1, 2));

        assertThat(spent(report(ledger, 0, 6), Component.SERVERLESS)).isEqualTo(Charged.of(dollars("0.81"), true));
    }

    @Test
    void theBillIsAskedFromBeforeTheLookThatFirstSawIt() {
        CostLedger justAfterMidnight = ledger(workers(1, "0.80", 24.02));

        assertThat(openBillFrom(ledger())).isNull();
        assertThat(openBillFrom(justAfterMidnight)).isEqualTo(at(0));
        assertThat(openBillFrom(ledger(workers(1, "0.80", 25.02)))).isEqualTo(at(24));
    }

    @Test
    void aBillIsAskedForAgainWhileItMayBeCorrected() {
        CostLedger ran = ledger(workers(1, "0.80", 2));

        assertThat(openBillFrom(ran.with(List.of(invoice("0.80", 2, 3))))).isEqualTo(at(0));
        assertThat(openBillFrom(ran.with(List.of(invoice("0.80", 73, 74))))).isEqualTo(at(24));
        assertThat(openBillFrom(ran.with(List.of(invoice("0.80", 74, 75))))).isEqualTo(at(48));
    }

    private static @Nullable Instant openBillFrom(CostLedger ledger) {
        return ledger.endpoint(new EndpointId("rack", "runpod")).openBillFrom();
    }

    private static Optional<Invoice> silence(CostLedger ledger, List<Invoice> said, double asked) {
        return ledger.endpoint(new EndpointId("rack", "runpod")).nothingMore(said, at(asked));
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
