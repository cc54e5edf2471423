package io.skipjack.domain.ledger;

import static io.skipjack.domain.ledger.LedgerExamples.ON_DEMAND;
import static io.skipjack.domain.ledger.LedgerExamples.SPOT;
import static io.skipjack.domain.ledger.LedgerExamples.at;
import static io.skipjack.domain.ledger.LedgerExamples.dollars;
import static io.skipjack.domain.ledger.LedgerExamples.ended;
import static io.skipjack.domain.ledger.LedgerExamples.invoice;
import static io.skipjack.domain.ledger.LedgerExamples.ledger;
import static io.skipjack.domain.ledger.LedgerExamples.opened;
import static io.skipjack.domain.ledger.LedgerExamples.price;
import static io.skipjack.domain.ledger.LedgerExamples.rated;
import static io.skipjack.domain.ledger.LedgerExamples.report;
import static io.skipjack.domain.ledger.LedgerExamples.router;
import static io.skipjack.domain.ledger.LedgerExamples.share;
import static io.skipjack.domain.ledger.LedgerExamples.spent;
import static io.skipjack.domain.ledger.LedgerExamples.taken;
import static io.skipjack.domain.ledger.LedgerExamples.worked;
import static io.skipjack.domain.ledger.LedgerExamples.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.CostReport.Baseline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One day, added up by hand.
 *
 * <pre>
 *  0:00  deployed; the router runs all day                    router      24 h x 0.0416          = 0.9984
 *  8:00  a serverless worker starts, goes at 8:30             serverless  0.5 h x 0.80           = 0.4000
 *        (RunPod's own bill for 8:00 to 9:00 says 0.39, which counts)                            = 0.3900
 *  8:10  i-1, spot at 0.20; 0.30 from 12:10; we end it 18:10  spot        4 h x 0.20 + 6 h x 0.30 = 2.6000
 *                                                             its disk    10 h x 0.016           = 0.1600
 * 12:00  i-2, spot; taken back at 12:40                       spot        free in its first hour = 0.0000
 *                                                             its disk    40 min x 0.016         = 0.010667
 * 12:40  i-3, on demand at 0.80, until 13:40                  on demand   1 h x 0.80             = 0.8000
 *                                                             its disk    1 h x 0.016            = 0.0160
 *                                                             all                                 4.975067
 *
 *  work: at 8:00 one minute, at 9:00 thirty seconds that needed three workers and two machines
 *
 *  all on serverless   8:00  60 s busy + 60 s idle window + 120 s cold start, at 0.80
 *                      9:00  90 s busy + 60 s idle window + 120 s cold start, at 0.80
 *                      510 s x 0.80 / 3600                                                      = 0.113333
 *  all on demand       24 h x 0.816, and 30 s of a second machine                               = 19.5908
 * </pre>
 */
class HandComputedDayTest {
    private final CostLedger ledger = ledger(
            rated("0.816", "0.80", Duration.ofSeconds(120), 0),
            router("0.0416", 0, 24),
            workers(1, "0.80", 8),
            workers(0, "0.80", 8.5),
            invoice("0.39", 8, 9),
            opened("i-1", SPOT, "0.20", 8 + 1.0 / 6),
            opened("i-2", SPOT, "0.20", 12),
            price(SPOT, "0.20", 0),
            price(SPOT, "0.30", 12 + 1.0 / 6),
            taken("i-2", 12 + 2.0 / 3),
            opened("i-3", ON_DEMAND, "0.80", 12 + 2.0 / 3),
            ended("i-3", 13 + 2.0 / 3),
            ended("i-1", 18 + 1.0 / 6),
            worked(
                    work(60, 60, 60, 0),
                    8,
                    share(Tier.SERVERLESS, "key-a", 1_000, 45),
                    share(Tier.SERVERLESS, "key-b", 3_000, 15)),
            worked(work(60, 90, 60, 30), 9, share(Tier.SPOT, "key-a", 6_000, 30)));

    private final CostReport day = report(ledger, 0, 24);

    private static Work work(int request, int worker, int idle, int extra) {
        return new Work(
                Duration.ofSeconds(request),
                Duration.ofSeconds(worker),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(extra),
                1);
    }

    @Test
    void componentsAreAsReckoned() {
        assertThat(spent(day, Component.ROUTER).total()).isEqualTo(dollars("0.9984"));
        assertThat(spent(day, Component.SERVERLESS)).isEqualTo(Charged.of(dollars("0.39"), true));
        assertThat(spent(day, Component.SPOT).total()).isEqualTo(dollars("2.60"));
        assertThat(spent(day, Component.ON_DEMAND).total()).isEqualTo(dollars("0.80"));
        assertThat(spent(day, Component.STORAGE).total()).isEqualTo(dollars("0.186667"));
        assertThat(day.total().total()).isEqualTo(dollars("4.975067"));
    }

    @Test
    void baselinesAreAsReckoned() {
        assertThat(day.baselines())
                .extracting(Baseline::name, Baseline::cost)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("all-serverless", dollars("0.113333")),
                        org.assertj.core.groups.Tuple.tuple("all-on-demand", dollars("19.5908")));
        assertThat(day.baselines())
                .allSatisfy(baseline -> assertThat(baseline.assumption()).isNotBlank());
    }

    @Test
    void tiersHaveTheirTokensAndPricePerMillion() {
        assertThat(day.tiers())
                .extracting(use -> use.tally().tokens(), CostReport.TierUse::perMillionTokens)
                .containsExactly(
                        // (2.60 + 0.80 + 0.186667) / 6000 tokens, and 0.39 / 4000 tokens
                        org.assertj.core.groups.Tuple.tuple(6_000L, new Money(597_777_833)),
                        org.assertj.core.groups.Tuple.tuple(4_000L, dollars("97.50")));
    }

    @Test
    void keysPayForTheHoursThatTheyUsedByTheTimeTheirRequestsTook() {
        Money eight = hour(8);
        Money nine = hour(9);

        assertThat(part("key-b")).isEqualTo(new Money(Math.round(eight.microDollars() / 4.0)));
        assertThat(part("key-a")).isEqualTo(eight.minus(part("key-b")).plus(nine));
        assertThat(part(CostReport.IDLE))
                .isEqualTo(day.total().total().minus(eight).minus(nine));
    }

    private Money hour(int hour) {
        return day.hours().stream()
                .filter(each -> each.from().equals(at(hour)))
                .map(CostReport.Hour::spent)
                .findFirst()
                .orElseThrow();
    }

    private Money part(String key) {
        return day.keys().stream()
                .filter(part -> part.name().equals(key))
                .map(CostReport.Part::spent)
                .findFirst()
                .orElse(Money.ZERO);
    }

    @Test
    void theMonthGoesOnAsTheLastDayDid() {
        // at midnight of the 30th one day is left
        assertThat(day.month().spent()).isEqualTo(day.total().total());
        assertThat(day.month().forecast()).isEqualTo(day.total().total().times(2));
    }

    @Test
    void withoutARateABaselineIsUnknownAndNotNothing() {
        CostLedger unrated = ledger(
                new LedgerEvent.DeploymentRated("rack", "m", new Rates(null, "", null, "", Duration.ZERO), at(0)),
                worked(work(60, 60, 60, 0), 8));

        assertThat(report(unrated, 0, 24).baselines())
                .extracting(Baseline::cost)
                .containsOnlyNulls();
    }

    @Test
    void aPriceThatCameALittleLaterHoldsForTheMomentBefore() {
        CostLedger late = ledger(
                new LedgerEvent.DeploymentRated("rack", "m", new Rates(null, "", null, "", Duration.ZERO), at(0)),
                rated("0.816", "0.80", Duration.ZERO, 0.5));

        assertThat(report(late, 0, 2).baselines().getLast().cost()).isEqualTo(dollars("1.632"));
    }

    @Test
    void aDeploymentThatIsGoneNeedsNoMachineAnyMore() {
        CostLedger gone = ledger(
                rated("0.816", "0.80", Duration.ZERO, 0), new LedgerEvent.DeploymentRated("rack", "m", null, at(2)));

        assertThat(report(gone, 0, 24).baselines().getLast().cost()).isEqualTo(dollars("1.632"));
    }

    @Test
    void oneDeploymentIsAskedForWithoutTheRouter() {
        CostReport rack = CostReports.of(ledger, new CostQuestion(at(0), at(24), at(24), "rack"));

        assertThat(rack.total().total()).isEqualTo(day.total().total().minus(dollars("0.9984")));
        assertThat(CostReports.of(ledger, new CostQuestion(at(0), at(24), at(24), "other"))
                        .lines())
                .isEqualTo(List.of());
    }
}
