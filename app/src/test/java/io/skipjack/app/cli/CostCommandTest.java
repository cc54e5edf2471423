package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CostCommandTest {
    private static final String COST = """
            {"from": "2026-11-28T10:00:00Z", "until": "2026-11-29T10:00:00Z",
             "components": [
              {"component": "spot", "provider": "ec2", "deployment": "rack", "dollars": 4.8, "estimated": 0.8,
               "confirmed": 4.0, "known": true, "note": ""},
              {"component": "serverless", "provider": "bentocloud", "deployment": "rack", "dollars": 0, "estimated": 0,
               "confirmed": 0, "known": false, "note": "ran at no known price: not in the sum"},
              {"component": "router", "provider": "", "deployment": "", "dollars": 0.9984, "estimated": 0.9984,
               "confirmed": 0, "known": true, "note": ""}],
             "total": {"dollars": 5.7984, "estimated": 1.7984, "confirmed": 4.0},
             "hours": [{"from": "2026-11-28T10:00:00Z", "dollars": 1.0}, {"from": "2026-11-28T11:00:00Z", "dollars": 4.0},
                       {"from": "2026-11-28T12:00:00Z", "dollars": 0}],
             "tiers": [
              {"tier": "spot", "requests": 900, "prompt_tokens": 1000000, "completion_tokens": 500000,
               "requests_share": 0.9, "tokens_share": 0.75, "dollars": 4.8, "dollars_per_million_tokens": 3.2},
              {"tier": "serverless", "requests": 100, "prompt_tokens": 400000, "completion_tokens": 100000,
               "requests_share": 0.1, "tokens_share": 0.25, "dollars": null, "dollars_per_million_tokens": null}],
             "baselines": [
              {"name": "all-serverless", "dollars": 11.6, "saved": 5.8016, "assumption": "as many workers as it takes"},
              {"name": "all-on-demand", "dollars": null, "saved": null, "assumption": "always one machine"}],
             "burn_dollars_per_hour": 0.26,
             "month": {"from": "2026-11-01T00:00:00Z", "spent": 120.5, "forecast": 130.25, "assumption": "as the last day"},
             "keys": [{"key": "key-1", "name": "laptop", "dollars": 4.0, "requests": 1000, "failed": 2, "prompt_tokens": 1400000,
                       "completion_tokens": 600000},
                      {"key": "(idle)", "name": null, "dollars": 1.7984, "requests": 0, "failed": 0, "prompt_tokens": 0,
                       "completion_tokens": 0}],
             "models": [],
             "budgets": [{"scope": "deployment", "name": "rack", "period": "day", "limit": 4.0, "spent": 4.8,
                          "state": "exceeded", "action": "stop_launches", "resets_at": "2026-11-30T00:00:00Z"}]}
            """;

    @AutoClose
    private final AdminStub router =
            new AdminStub().on("GET /api/cost?since=24h", COST).on("GET /api/cost?since=7d&deployment=rack", COST);

    private Typed cost(String... more) {
        return Typed.run(List.of("cost", "--operator-url", router.url()), more);
    }

    private List<String> lines(String... more) {
        return cost(more).out().lines().map(String::stripTrailing).toList();
    }

    @Test
    void estimatedAndConfirmedAreApartAndWhatIsUnknownIsNoZero() {
        assertThat(lines())
                .contains(
                        "$5.80 spent from 2026-11-28T10:00:00Z to 2026-11-29T10:00:00Z (24h 00m)",
                        "COMPONENT   PROVIDER    DEPLOYMENT             SPENT    PER HOUR   ESTIMATED   CONFIRMED",
                        "spot        ec2         rack                   $4.80       $0.20       $0.80       $4.00",
                        "serverless  bentocloud  rack                       -           -       $0.00       $0.00",
                        "all                                            $5.80       $0.24       $1.80       $4.00",
                        "  serverless of rack at bentocloud ran at no known price: not in the sum");
    }

    @Test
    void tiersHaveTheirSharesAndPricePerMillionTokens() {
        assertThat(lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("spot").contains("900", "90 %", "1,500,000", "75 %", "$3.20"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("serverless")
                        .contains("10 %", "25 %")
                        .endsWith("-"));
    }

    @Test
    void eachBaselineHasItsAssumptionBesideIt() {
        assertThat(lines())
                .containsSequence(
                        "all-serverless      $11.60  saved $5.80 (50 %)",
                        "  assumed: as many workers as it takes",
                        "all-on-demand            -  not known: no price for it",
                        "  assumed: always one machine");
    }

    @Test
    void theMonthAndBudgetsFollow() {
        assertThat(lines())
                .contains("now $0.26 an hour; this month $120.50 so far, about $130.25 at its end")
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "rack",
                                "day",
                                "$4.80",
                                "$4.00",
                                "exceeded",
                                "stop_launches until 2026-11-30T00:00:00Z"));
    }

    @Test
    void hoursAreBars() {
        assertThat(lines()).containsSequence("each hour, up to $4.00", "  ▂█");
    }

    @Test
    void itIsSharedOutByKey() {
        assertThat(lines("--by", "key"))
                .anySatisfy(line -> assertThat(line).startsWith("key-1").contains("$4.00", "1,000", "2,000,000"))
                .anySatisfy(line -> assertThat(line).startsWith("(idle)").contains("$1.80"));
    }

    @Test
    void spreadsheetsGetExactAmounts() {
        assertThat(lines("rack", "--since", "7d", "--output", "csv"))
                .startsWith(
                        "from,until,component,provider,deployment,dollars,estimated,confirmed,known",
                        "2026-11-28T10:00:00Z,2026-11-29T10:00:00Z,spot,ec2,rack,4.8,0.8,4.0,true");
        assertThat(cost("--output", "csv", "--by", "key").out()).contains("key-1,laptop,4.0,1000,2,1400000,600000");
    }

    @Test
    void watchingIsForPeople() {
        Typed typed = cost("--watch", "--output", "json");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("--watch is for people");
    }

    @Test
    void aChartFitsItsRoom() {
        List<BigDecimal> many =
                Stream.iterate(BigDecimal.ONE, one -> one).limit(100).toList();

        assertThat(Spark.of(many, 30).bars()).hasSizeLessThanOrEqualTo(30);
        assertThat(Spark.of(List.of(BigDecimal.ZERO, BigDecimal.ONE), 80).bars())
                .isEqualTo(" █");
    }
}
