package io.skipjack.domain.ledger;

import static io.skipjack.domain.ledger.LedgerExamples.ON_DEMAND;
import static io.skipjack.domain.ledger.LedgerExamples.SPOT;
import static io.skipjack.domain.ledger.LedgerExamples.at;
import static io.skipjack.domain.ledger.LedgerExamples.dollars;
import static io.skipjack.domain.ledger.LedgerExamples.ended;
import static io.skipjack.domain.ledger.LedgerExamples.ledger;
import static io.skipjack.domain.ledger.LedgerExamples.opened;
import static io.skipjack.domain.ledger.LedgerExamples.price;
import static io.skipjack.domain.ledger.LedgerExamples.report;
import static io.skipjack.domain.ledger.LedgerExamples.spent;
import static io.skipjack.domain.ledger.LedgerExamples.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseChargesTest {
    @Test
    void eachPriceIsPaidForAsLongAsItHeld() {
        CostLedger ledger =
                ledger(opened("i-1", SPOT, "0.20", 0), price(SPOT, "0.30", 2), price(SPOT, "0.10", 3), ended("i-1", 5));

        // 2 h at 0.20, 1 h at 0.30, 2 h at 0.10
        assertThat(spent(report(ledger, 0, 6), Component.SPOT)).isEqualTo(Charged.of(dollars("0.90"), true));
        assertThat(spent(report(ledger, 0, 6), Component.STORAGE).total()).isEqualTo(dollars("0.08"));
    }

    @Test
    void whatRunsIsAnEstimateUntilItsEndIsKnown() {
        CostLedger ledger = ledger(opened("i-1", ON_DEMAND, "0.80", 0));

        assertThat(spent(report(ledger, 0, 2.5), Component.ON_DEMAND)).isEqualTo(Charged.of(dollars("2.00"), false));
    }

    @Test
    void aMinuteIsTheLeastThatIsCharged() {
        CostLedger ledger = ledger(opened("i-1", ON_DEMAND, "3.60", 0), ended("i-1", 10.0 / 3600));

        assertThat(spent(report(ledger, 0, 1), Component.ON_DEMAND).total()).isEqualTo(dollars("0.06"));
    }

    @Test
    void spotThatIsTakenBackInItsFirstHourIsFreeButItsDiskIsNot() {
        CostLedger ledger = ledger(opened("i-1", SPOT, "0.20", 0), taken("i-1", 0.5));

        assertThat(spent(report(ledger, 0, 1), Component.SPOT).total()).isEqualTo(dollars("0"));
        assertThat(spent(report(ledger, 0, 1), Component.STORAGE).total()).isEqualTo(dollars("0.008"));
    }

    @Test
    void spotThatIsTakenBackLaterIsPaidForInFull() {
        CostLedger ledger = ledger(opened("i-1", SPOT, "0.20", 0), taken("i-1", 1));

        assertThat(spent(report(ledger, 0, 2), Component.SPOT).total()).isEqualTo(dollars("0.20"));
    }

    @Test
    void spotThatWeEndInItsFirstHourIsPaidFor() {
        CostLedger ledger = ledger(opened("i-1", SPOT, "0.20", 0), ended("i-1", 0.5));

        assertThat(spent(report(ledger, 0, 1), Component.SPOT).total()).isEqualTo(dollars("0.10"));
    }

    @Test
    void anEndThatTheProviderNamesCountsBeforeOneThatWasSeen() {
        LeaseClosed seen = new LeaseClosed("ec2", "i-1", false, false, at(1.1));

        CostLedger late = ledger(opened("i-1", ON_DEMAND, "1.00", 0), seen, ended("i-1", 1));
        CostLedger early = ledger(opened("i-1", ON_DEMAND, "1.00", 0), ended("i-1", 1), seen);

        assertThat(spent(report(late, 0, 2), Component.ON_DEMAND)).isEqualTo(Charged.of(dollars("1.00"), true));
        assertThat(spent(report(early, 0, 2), Component.ON_DEMAND)).isEqualTo(Charged.of(dollars("1.00"), true));
    }

    @Test
    void anEndBeforeTheLaunchByABrokenClockCostsNothing() {
        CostLedger ledger = ledger(opened("i-1", ON_DEMAND, "1.00", 2), ended("i-1", 1));

        assertThat(report(ledger, 0, 3).total().total()).isEqualTo(dollars("0"));
    }

    @Test
    void onlyWhatLiesInTheTimeAskedForIsShown() {
        CostLedger ledger = ledger(opened("i-1", ON_DEMAND, "1.00", 0), ended("i-1", 5));

        assertThat(report(ledger, 1, 3).total().total()).isEqualTo(dollars("2.032"));
        assertThat(report(ledger, 6, 7).total().total()).isEqualTo(dollars("0"));
    }

    @Test
    void theRateNowIsThatOfWhatRunsAtItsPresentPrice() {
        CostLedger ledger = ledger(
                opened("i-1", SPOT, "0.20", 0),
                opened("i-2", SPOT, "0.20", 0),
                ended("i-2", 1),
                price(SPOT, "0.25", 2));

        assertThat(report(ledger, 0, 3).perHour()).isEqualTo(dollars("0.266"));
    }

    @Test
    void leasesAreForgottenAfterTheirTime() {
        CostLedger ledger = ledger(opened("i-1", SPOT, "0.20", 0), opened("i-2", SPOT, "0.20", 0), ended("i-2", 1));

        assertThat(ledger.leasesSince(at(3).minus(Duration.ofHours(1)))).hasSize(1);
        assertThat(ledger.isSettled("ec2", "i-2")).isTrue();
        assertThat(ledger.hasEnd("ec2", "i-1")).isFalse();
    }
}
