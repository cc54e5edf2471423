package io.skipjack.domain.serverless;

import static io.skipjack.domain.serverless.Endpoints.L4;
import static io.skipjack.domain.serverless.Endpoints.NOW;
import static io.skipjack.domain.serverless.Endpoints.prices;
import static io.skipjack.domain.serverless.Endpoints.quote;
import static io.skipjack.domain.serverless.Endpoints.spec;
import static io.skipjack.domain.serverless.Endpoints.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerlessRankingTest {
    private static ServerlessRanking rank(
            ServerlessSpec spec, ServerlessRanking.Facts facts, ProviderStanding... standings) {
        return ServerlessRanking.rank("model", spec, List.of(standings), facts);
    }

    private static List<String> names(ServerlessRanking ranking) {
        return ranking.candidates().stream().map(ServerlessCandidate::provider).toList();
    }

    @Test
    void ofEqualsTheCheapestIsFirstAndTheUnpricedLast() {
        ServerlessRanking ranking = rank(
                spec(),
                prices(quote("dear", "0.90"), quote("cheap", "0.80")),
                standing("dear"),
                standing("cheap"),
                standing("unknown"));

        assertThat(names(ranking)).containsExactly("cheap", "dear", "unknown");
        assertThat(ranking.candidates().getFirst().reason())
                .isEqualTo("$0.8000/h (api), cold start 60 s as usual there");
        assertThat(ranking.candidates().getLast().score()).isNull();
    }

    @Test
    void tenMinutesOfColdStartCountAsThePriceAgain() {
        Money dollar = Money.ofDollars("1");

        assertThat(ServerlessRanking.score(dollar, Duration.ofMinutes(10), 0)).isEqualTo(Money.ofDollars("2"));
        assertThat(ServerlessRanking.score(dollar, Duration.ZERO, 2)).isEqualTo(Money.ofDollars("4"));
        assertThat(ServerlessRanking.score(dollar, Duration.ZERO, 99)).isEqualTo(Money.ofDollars("1024"));
    }

    @Test
    void aMeasuredColdStartCountsBeforeTheUsualOne() {
        ColdStart measured = new ColdStart("cheap", "L4", "model", Duration.ofMinutes(9), 3, NOW);
        ColdStart ofAnother = new ColdStart("dear", "L4", "other model", Duration.ofMinutes(20), 3, NOW);
        ServerlessRanking.Facts facts = new ServerlessRanking.Facts(
                prices(quote("dear", "0.90"), quote("cheap", "0.80")).prices(), List.of(measured, ofAnother));

        ServerlessRanking ranking = rank(spec(), facts, standing("cheap"), standing("dear"));

        assertThat(names(ranking)).containsExactly("dear", "cheap");
        assertThat(ranking.candidates().getLast().reason()).endsWith("cold start 540 s measured");
    }

    @Test
    void failuresPushAProviderBack() {
        ProviderStanding failing =
                new ProviderStanding("cheap", null, List.of("L4"), Map.of(), Duration.ofSeconds(60), 1, null);

        ServerlessRanking ranking =
                rank(spec(), prices(quote("dear", "0.90"), quote("cheap", "0.80")), failing, standing("dear"));

        assertThat(names(ranking)).containsExactly("dear", "cheap");
    }

    @Test
    void theMostWantedGpuComesBeforeACheaperOne() {
        ServerlessSpec both = new ServerlessSpec(
                new GpuNeed(List.of(new GpuChoice("H100", 1), L4)),
                EngineSpec.DEFAULT,
                ServerlessScaling.DEFAULT,
                List.of());
        ProviderStanding large =
                new ProviderStanding("large", null, List.of("L4", "H100"), Map.of(), Duration.ofSeconds(60), 0, null);

        ServerlessRanking ranking = rank(both, prices(quote("small", "0.10")), standing("small"), large);

        assertThat(names(ranking)).containsExactly("large", "small");
        assertThat(ranking.candidates().getFirst().gpu().gpu()).isEqualTo("H100");
    }

    @Test
    void whoCannotIsLeftOutWithTheReason() {
        ProviderStanding poor =
                new ProviderStanding("poor", "set POOR_KEY", List.of("L4"), Map.of(), Duration.ZERO, 0, null);
        ProviderStanding other = new ProviderStanding("other", null, List.of("T4"), Map.of(), Duration.ZERO, 0, null);
        ProviderStanding unable = new ProviderStanding(
                "unable", null, List.of("L4"), Map.of(L4, "has no such region"), Duration.ZERO, 0, null);
        ProviderStanding full = new ProviderStanding(
                "full",
                null,
                List.of("L4"),
                Map.of(),
                Duration.ZERO,
                0,
                new ProviderStanding.PastRefusal(NOW, NOW.plusSeconds(180), "quota"));

        ServerlessRanking ranking = rank(spec(), Endpoints.NO_PRICES, poor, other, unable, full);

        assertThat(ranking.candidates()).isEmpty();
        assertThat(ranking.leftOut())
                .extracting(ServerlessRanking.LeftOut::reason)
                .containsExactly(
                        "no credential: set POOR_KEY",
                        "does not sell L4",
                        "has no such region",
                        "refused at 10:02 UTC, asked again at 10:05 UTC: quota");
    }

    @Test
    void namedProvidersAreTakenAsNamed() {
        ServerlessRanking ranking = rank(
                spec("dear", "gone", "cheap"),
                prices(quote("dear", "0.90"), quote("cheap", "0.80"), quote("cheapest", "0.10")),
                standing("cheapest"),
                standing("cheap"),
                standing("dear"));

        assertThat(names(ranking)).containsExactly("dear", "cheap");
        assertThat(ranking.candidates().getFirst().reason()).startsWith("named, $0.9000/h");
        assertThat(ranking.leftOut())
                .containsExactly(new ServerlessRanking.LeftOut("gone", "this router knows no provider of that name"));
    }

    @Test
    void aListedPriceCountsOnlyWhereNoneIsLiveAndSeveralGpusCostSeveralTimesOne() {
        ServerlessPrices prices = new ServerlessPrices(
                OfferBook.EMPTY.with(List.of(quote("live", "2")), NOW),
                List.of(
                        ServerlessPrices.listed("live", "L4", Money.ofDollars("1"), NOW, "catalog 2026-05-01"),
                        ServerlessPrices.listed("silent", "L4", Money.ofDollars("3"), NOW, "catalog 2026-05-01")));

        assertThat(prices.cheapest("live", L4).perHour()).isEqualTo(Money.ofDollars("2"));
        assertThat(prices.cheapest("live", new GpuChoice("L4", 4)).perHour()).isEqualTo(Money.ofDollars("8"));
        assertThat(prices.cheapest("silent", L4).source()).isEqualTo("catalog 2026-05-01");
        assertThat(prices.cheapest("silent", new GpuChoice("T4", 1))).isNull();
        assertThat(prices.all())
                .extracting(quote -> quote.offer().provider() + " " + quote.source())
                .containsExactly("live api", "silent catalog 2026-05-01");
    }

    @Test
    void aLivePriceThatCannotBeIsNotChosenBy() {
        PriceQuote listed = ServerlessPrices.listed("one", "L4", Money.ofDollars("0.8"), NOW, "catalog 2026-05-01");
        ServerlessPrices perSecond =
                new ServerlessPrices(OfferBook.EMPTY.with(List.of(quote("one", "0.0002")), NOW), List.of(listed));

        assertThat(perSecond.cheapest("one", L4)).isEqualTo(listed);
        assertThat(perSecond.all()).containsExactly(listed);
    }
}
