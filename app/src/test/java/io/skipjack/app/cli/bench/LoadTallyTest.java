package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadTallyTest {
    private static final long MS = 1_000_000;
    private static final LoadReport.Head HEAD = new LoadReport.Head("http://router/v1", "m", "20/s", true);

    private final LoadTally tally = new LoadTally();

    @Test
    void timesCountFromWhenARequestWasDue() {
        tally.take(100 * MS, 140 * MS, good("spot", 200 * MS, 300 * MS));

        LoadReport.Times times = report().times();
        assertThat(LoadReport.ms(times.first()).p50()).isCloseTo(100, within(0.2));
        assertThat(LoadReport.ms(times.whole()).p50()).isCloseTo(200, within(0.3));
        assertThat(LoadReport.ms(times.late()).p50()).isCloseTo(40, within(0.1));
    }

    @Test
    void percentilesAreOfAllGoodAnswers() {
        for (int i = 1; i <= 1000; i++) {
            tally.take(0, 0, good("spot", i * MS, 2 * i * MS));
        }
        tally.take(0, 0, Reply.failed("cut", "spot", 1));

        Spread first = LoadReport.ms(report().times().first());

        assertThat(first.count()).isEqualTo(1000);
        assertThat(first.p50()).isCloseTo(500, within(1.0));
        assertThat(first.p90()).isCloseTo(900, within(1.0));
        assertThat(first.p95()).isCloseTo(950, within(1.0));
        assertThat(first.p99()).isCloseTo(990, within(1.0));
        assertThat(first.max()).isCloseTo(1000, within(1.0));
        assertThat(first.mean()).isCloseTo(500.5, within(1.0));
    }

    @Test
    void whatGoesWrongIsCountedByKind() {
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, Reply.failed("status 503", "", 3 * MS));
        tally.take(0, 0, Reply.failed("status 503", "", 3 * MS));
        tally.take(0, 0, Reply.failed("cut", "spot", 4 * MS));
        tally.notSent();

        assertThat(report().counts())
                .isEqualTo(new LoadReport.Counts(5, 1, 0, Map.of("status 503", 2L, "cut", 1L, "not sent", 1L), 0.004));
    }

    @Test
    void tiersShareTheGoodAnswers() {
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, good("serverless", 9 * MS, 10 * MS));

        assertThat(report().tiers())
                .extracting(TierShare::tier, TierShare::answers, TierShare::share, TierShare::completionTokens)
                .containsExactly(tuple("serverless", 1L, 0.25, 50L), tuple("spot", 3L, 0.75, 150L));
    }

    @Test
    void nothingAnsweredIsNotAFault() {
        LoadReport report = report();

        assertThat(report.anyGood()).isFalse();
        assertThat(report.map(LoadCost.unknown("x")).get("requests_per_second")).isEqualTo(0.0);
        assertThat(new LoadText(report, LoadCost.of(report, Map.of())).lines())
                .containsExactly("20/s, m, streamed, to http://router/v1", "0 requests in 0.0 s: 0 good, 0 failed");
    }

    @Test
    void anAnswerCostsWhatTheTokensOfItsTierCost() {
        for (int i = 0; i < 90; i++) {
            tally.take(0, 0, good("spot", MS, 2 * MS));
        }
        for (int i = 0; i < 10; i++) {
            tally.take(0, 0, good("serverless", MS, 2 * MS));
        }

        Spread cost =
                LoadCost.of(report(), Map.of("spot", 0.2, "serverless", 2.0)).request();

        // 150 tokens at 0.2 micro-dollars are 30, a thousand times that is 3 cents
        assertThat(cost).isNotNull();
        assertThat(cost.p50()).isCloseTo(0.03, within(1e-4));
        assertThat(cost.p95()).isCloseTo(0.3, within(1e-3));
        assertThat(cost.mean()).isCloseTo(0.057, within(1e-4));
    }

    @Test
    void aCostThatIsNotKnownIsNotMadeUp() {
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, good("serverless", MS, 2 * MS));

        LoadCost cost = LoadCost.of(report(), Map.of("spot", 0.2));

        assertThat(cost.request()).isNull();
        assertThat(cost.unknown()).isEqualTo("the router does not know yet what tokens of serverless cost");
        assertThat(new LoadText(report(), cost).lines())
                .contains("cost        not known: the router does not know yet what tokens of serverless cost");
    }

    @Test
    void answersThatNameNoTierAreLeftOutOfTheCost() {
        tally.take(0, 0, good("spot", MS, 2 * MS));
        tally.take(0, 0, good("", MS, 2 * MS));

        LoadCost cost = LoadCost.of(report(), Map.of("spot", 0.2));

        assertThat(cost.request()).isNotNull();
        assertThat(cost.request().count()).isEqualTo(1);
        assertThat(cost.unknown()).isEqualTo("answers that name no tier are left out: 1");
    }

    @Test
    void barsHaveARowForEachSpan() {
        for (int i = 0; i < 40; i++) {
            tally.take(0, 0, good("spot", 10 * MS, 20 * MS));
        }
        tally.take(0, 0, good("spot", 1000 * MS, 1001 * MS));

        assertThat(new Bars(report().times().first()).lines())
                .hasSize(10)
                .satisfies(lines ->
                        assertThat(lines.getFirst()).isEqualTo("      10.0 -      15.8 ms  " + "#".repeat(40) + " 40"))
                .satisfies(lines -> assertThat(lines.getLast())
                        .startsWith("       631 -     1,000 ms  # ")
                        .endsWith(" 1"));
    }

    private LoadReport report() {
        return tally.report(HEAD, 0, 0);
    }

    private static Reply good(String tier, long firstToken, long end) {
        return new Reply("", tier, firstToken, firstToken, end, 100, 50);
    }
}
