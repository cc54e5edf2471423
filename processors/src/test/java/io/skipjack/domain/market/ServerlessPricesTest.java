package io.skipjack.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServerlessPricesTest {
    private static final Instant OLD = Instant.parse("2026-05-15T00:00:00Z");
    private static final Instant OLDER = Instant.parse("2026-04-01T00:00:00Z");
    private static final GpuChoice L4 = new GpuChoice("L4", 1);
    private static final PartRates RATES =
            new PartRates("one", Money.ofDollars("0.04716"), Money.ofDollars("0.007992"), OLDER);

    /** Four cores and 24 GiB for each GPU. */
    private static final WorkerParts PARTS = (provider, gpu) -> provider.equals(RATES.provider())
            ? new WorkerParts.Price(RATES.of(WorkerShape.of(4L * gpu.count(), 24L * gpu.count())), RATES.at())
            : null;

    private static PriceQuote listed(String provider) {
        return ServerlessPrices.listed(provider, "L4", Money.ofDollars("0.8"), OLD, "catalog 2026-05-15");
    }

    @Test
    void whatIsChargedApartIsAddedToAListedPriceAsOftenAsTheGpusNeedIt() {
        ServerlessPrices prices = new ServerlessPrices(List.of(), List.of(listed("one"), listed("two")), PARTS);

        assertThat(prices.cheapest("one", L4))
                .isEqualTo(new PriceQuote(
                        listed("one").offer(),
                        Money.ofDollars("1.180448"),
                        OLDER,
                        "catalog 2026-05-15, GPU + CPU + memory"));
        assertThat(prices.cheapest("one", new GpuChoice("L4", 2)).perHour()).isEqualTo(Money.ofDollars("2.360896"));
        assertThat(prices.cheapest("two", L4)).isEqualTo(listed("two"));
        assertThat(prices.all())
                .extracting(PriceQuote::perHour)
                .containsExactly(Money.ofDollars("1.180448"), Money.ofDollars("0.8"));
    }

    @Test
    void aLivePriceIsOfTheWholeWorkerAlready() {
        PriceQuote live = new PriceQuote(listed("one").offer(), Money.ofDollars("1.2"), OLD, "api");
        ServerlessPrices prices = new ServerlessPrices(List.of(live), List.of(listed("one")), PARTS);

        assertThat(prices.cheapest("one", L4)).isEqualTo(live);
        assertThat(prices.cheapestLive("one", L4)).isEqualTo(live);
        assertThat(prices.cheapestListed("one", L4).perHour()).isEqualTo(Money.ofDollars("1.180448"));
        assertThat(prices.all()).containsExactly(live);
    }

    @Test
    void partsOfACoreAndOfAGibAreCharged() {
        BigDecimal eighth = new BigDecimal("0.125");

        assertThat(RATES.of(new WorkerShape(eighth, eighth))).isEqualTo(Money.ofDollars("0.006894"));
        assertThat(RATES.of(WorkerShape.NONE)).isEqualTo(Money.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerShape.of(-1, 0));
    }

    @Test
    void theCheapestOfAnybodyIsAmongTheGpusThatAreNeeded() {
        PriceQuote live = new PriceQuote(listed("one").offer(), Money.ofDollars("0.7"), OLD, "api");
        PriceQuote a10g = ServerlessPrices.listed("two", "A10G", Money.ofDollars("0.1"), OLD, "catalog 2026-05-15");
        ServerlessPrices prices = new ServerlessPrices(List.of(live), List.of(listed("two"), a10g), WorkerParts.NONE);

        assertThat(prices.cheapest(GpuNeed.of("L4", 1))).isEqualTo(live);
        assertThat(prices.cheapest(new GpuNeed(List.of(L4, new GpuChoice("A10G", 1)))))
                .isEqualTo(a10g);
        assertThat(Objects.requireNonNull(prices.cheapest(GpuNeed.of("L4", 2))).perHour())
                .isEqualTo(Money.ofDollars("1.4"));
        assertThat(prices.cheapest(GpuNeed.of("H100", 1))).isNull();
    }
}
