package io.skipjack.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferRankingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Placement ANYWHERE = new Placement("ec2", List.of("us-east-1", "us-west-2"), List.of());

    private final List<PriceQuote> quotes = new ArrayList<>();

    @Test
    void theCheapestOfTheMostWantedGpuComesFirst() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.30");
        quote("us-east-1b", "g6.xlarge", "L4", 1, "0.25");
        quote("us-east-1b", "g4dn.xlarge", "T4", 1, "0.10");

        Ranking ranking = rank(GpuNeed.of("L4", 1), Map.of(), null, false);

        assertThat(names(ranking)).containsExactly("us-east-1b/g6.xlarge", "us-east-1a/g6.xlarge");
        assertThat(ranking.offers().getFirst().cap()).isNull();
        assertThat(ranking.reason()).contains("g6.xlarge in us-east-1b at $0.2500/h", "3 min old");
    }

    @Test
    void theNextChoiceIsTakenOnlyWhereNoneOfTheFirstIsAvailable() {
        Offer wanted = quote("us-east-1a", "g6.xlarge", "L4", 1, "0.30");
        quote("us-east-1a", "g5.xlarge", "A10G", 1, "0.20");
        GpuNeed need = new GpuNeed(List.of(new GpuChoice("L4", 1), new GpuChoice("A10G", 1)));

        assertThat(names(rank(need, Map.of(), null, false))).containsExactly("us-east-1a/g6.xlarge");
        Ranking second = rank(request(need, Map.of(), Map.of(wanted, NOW.plusSeconds(1)), null, false));
        assertThat(names(second)).containsExactly("us-east-1a/g5.xlarge");
    }

    @Test
    void onlyTheExactGpuCountFits() {
        quote("us-east-1a", "g6.12xlarge", "L4", 4, "0.10");
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.30");

        assertThat(names(rank(GpuNeed.of("L4", 1), Map.of(), null, false))).containsExactly("us-east-1a/g6.xlarge");
    }

    @Test
    void otherCapacityTypesProvidersRegionsAndZonesDoNotFit() {
        quotes.add(priced(new Offer("ec2", "us-east-1", "us-east-1a", "g6", "L4", 1, CapacityType.ON_DEMAND), "0.1"));
        quotes.add(priced(new Offer("gcp", "us-east-1", "us-east-1a", "g6", "L4", 1, CapacityType.SPOT), "0.1"));
        quotes.add(priced(new Offer("ec2", "eu-west-1", "eu-west-1a", "g6", "L4", 1, CapacityType.SPOT), "0.1"));

        Ranking ranking = rank(GpuNeed.of("L4", 1), Map.of(), null, false);

        assertThat(ranking.offers()).isEmpty();
        assertThat(ranking.reason()).isEqualTo("no offer of spot [L4:1] in [us-east-1, us-west-2] has a known price");
    }

    /** The provider may take any offer of the list, so the zones that hold more of ours are not in it. */
    @Test
    void zonesWithFewestOfOursAreAskedFor() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");
        quote("us-east-1b", "g6.xlarge", "L4", 1, "0.25");
        quote("us-east-1c", "g6.xlarge", "L4", 1, "0.24");

        Ranking ranking = rank(GpuNeed.of("L4", 1), Map.of("us-east-1a", 1, "us-east-1b", 0), null, false);

        assertThat(names(ranking)).containsExactly("us-east-1c/g6.xlarge", "us-east-1b/g6.xlarge");
    }

    @Test
    void spreadingStopsWhereItCostsMoreThanHalfAsMuchAgain() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");
        quote("us-east-1b", "g6.xlarge", "L4", 1, "0.31");

        assertThat(names(rank(GpuNeed.of("L4", 1), Map.of("us-east-1a", 5), null, false)))
                .containsExactly("us-east-1a/g6.xlarge");
    }

    @Test
    void sizesMuchDearerThanTheCheapestAreNotOffered() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");
        quote("us-east-1a", "g6.2xlarge", "L4", 1, "0.30");
        quote("us-east-1a", "g6.16xlarge", "L4", 1, "0.90");

        assertThat(names(rank(GpuNeed.of("L4", 1), Map.of(), null, false)))
                .containsExactly("us-east-1a/g6.xlarge", "us-east-1a/g6.2xlarge");
    }

    @Test
    void whenTheCheapAreRefusedTheNextDearerAreAskedFor() {
        Offer refused = quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");
        quote("us-east-1b", "g6.xlarge", "L4", 1, "0.70");

        Ranking ranking = rank(request(
                GpuNeed.of("L4", 1), Map.of("us-east-1b", 3), Map.of(refused, NOW.plusSeconds(60)), null, false));

        assertThat(names(ranking)).containsExactly("us-east-1b/g6.xlarge");
    }

    @Test
    void allOffersAreOfTheBestRegion() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.21");
        quote("us-west-2a", "g6.xlarge", "L4", 1, "0.20");
        quote("us-west-2b", "g6.xlarge", "L4", 1, "0.22");

        assertThat(names(rank(GpuNeed.of("L4", 1), Map.of(), null, false)))
                .containsExactly("us-west-2a/g6.xlarge", "us-west-2b/g6.xlarge");
    }

    @Test
    void atMostTwentyAreAskedFor() {
        for (int i = 10; i < 40; i++) {
            quote("us-east-1a", "g6.x" + i, "L4", 1, "0.2" + i);
        }

        assertThat(rank(GpuNeed.of("L4", 1), Map.of(), null, false).offers()).hasSize(20);
    }

    @Test
    void capsAreAFifthAboveThePriceAndWithinWhatIsLeft() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.200001");
        quote("us-east-1b", "g6.xlarge", "L4", 1, "0.25");

        Ranking ranking = rank(GpuNeed.of("L4", 1), Map.of(), Money.ofDollars("0.25"), true);

        assertThat(ranking.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.cap()).isEqualTo(Money.ofDollars("0.240002"));
            assertThat(offer.offer().zone()).isEqualTo("us-east-1a");
        });
    }

    @Test
    void whatTheBoundDoesNotLeaveIsNotAskedFor() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");

        Ranking ranking = rank(GpuNeed.of("L4", 1), Map.of(), Money.ofDollars("0.1"), false);

        assertThat(ranking.offers()).isEmpty();
        assertThat(ranking.reason()).endsWith("may cost $0.2000/h, and the bound on spending leaves $0.1000/h");
    }

    @Test
    void whenAllAreAvoidedItSaysUntilWhen() {
        Offer only = quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");
        RankingRequest request =
                request(GpuNeed.of("L4", 1), Map.of(), Map.of(only, NOW.plusSeconds(180)), null, false);

        assertThat(rank(request).reason())
                .isEqualTo("all 1 offers of spot [L4:1] in [us-east-1, us-west-2] were refused or taken from us lately;"
                        + " the first is asked again at 2026-11-21T10:03:00Z");
        assertThat(OfferRanking.rank(request, book(), NOW.plusSeconds(180)).offers())
                .hasSize(1);
    }

    @Test
    void oldPricesStillCount() {
        quote("us-east-1a", "g6.xlarge", "L4", 1, "0.20");

        Ranking ranking = OfferRanking.rank(
                request(GpuNeed.of("L4", 1), Map.of(), Map.of(), null, false), book(), NOW.plus(Duration.ofDays(9)));

        assertThat(ranking.offers()).hasSize(1);
        assertThat(ranking.reason()).endsWith("prices 216 h old");
    }

    private Offer quote(String zone, String shape, String gpu, int count, String price) {
        String region = zone.substring(0, zone.length() - 1);
        Offer offer = new Offer("ec2", region, zone, shape, gpu, count, CapacityType.SPOT);
        quotes.add(priced(offer, price));
        return offer;
    }

    private static PriceQuote priced(Offer offer, String price) {
        return new PriceQuote(offer, Money.ofDollars(price), NOW.minus(Duration.ofMinutes(3)), "test");
    }

    private OfferBook book() {
        return OfferBook.EMPTY.with(quotes, NOW);
    }

    private Ranking rank(GpuNeed need, Map<String, Integer> zones, @Nullable Money rateLeft, boolean capped) {
        return rank(request(need, zones, Map.of(), rateLeft, capped));
    }

    private Ranking rank(RankingRequest request) {
        return OfferRanking.rank(request, book(), NOW);
    }

    private static RankingRequest request(
            GpuNeed need,
            Map<String, Integer> zones,
            Map<Offer, Instant> avoided,
            @Nullable Money rateLeft,
            boolean capped) {
        return new RankingRequest(need, ANYWHERE, CapacityType.SPOT, zones, avoided, rateLeft, capped);
    }

    private static List<String> names(Ranking ranking) {
        return ranking.offers().stream()
                .map(offer -> offer.offer().zone() + "/" + offer.offer().shape())
                .toList();
    }
}
