package io.skipjack.processors.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PartRates;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import io.skipjack.domain.serverless.EndpointRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker of an endpoint costs, by all that is known. */
class WorkerPriceTest {
    private static final Instant MAY = Instant.parse("2026-05-15T00:00:00Z");
    private static final BillingRule BY_MINUTE = new BillingRule(Duration.ofMinutes(1), Duration.ZERO);

    private final EndpointStage stage = new EndpointStage();

    private EndpointRecord deployed() throws Exception {
        stage.restart();
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, Duration.ofSeconds(1));
        return stage.store.endpoints().getFirst();
    }

    private WorkerPrice price(EndpointRecord endpoint) {
        return new ServerlessStandings(stage.control()).price(endpoint);
    }

    private static PriceQuote listed() {
        return ServerlessPrices.listed("one", "L4", Money.ofDollars("0.8"), MAY, "catalog 2026-05-15");
    }

    @Test
    void aListedPriceHasCpuAndMemoryAddedByWhatAWorkerHasOfThem() throws Exception {
        stage.listed = new PriceList(
                List.of(listed()),
                List.of(new PartRates("one", Money.ofDollars("0.05"), Money.ofDollars("0.01"), MAY)));
        stage.one.shape = WorkerShape.of(4, 16);
        stage.one.billing = BY_MINUTE;

        assertThat(price(deployed()))
                .isEqualTo(new WorkerPrice(
                        Money.ofDollars("1.16"), BY_MINUTE, "catalog 2026-05-15, GPU + CPU + memory", MAY, false));
    }

    @Test
    void whatTheProviderSaysComesBeforeAnyList() throws Exception {
        Instant polled = stage.now.minusSeconds(30);
        Offer offer = new Offer("one", "", "", "l4", "L4", 1, CapacityType.SERVERLESS);
        stage.listed = new PriceList(List.of(listed()), List.of());
        stage.polled = List.of(new PriceQuote(offer, Money.ofDollars("0.7"), polled, "its API"));

        assertThat(price(deployed()))
                .isEqualTo(new WorkerPrice(Money.ofDollars("0.7"), BillingRule.BY_SECOND, "its API", polled, true));
    }

    @Test
    void thereIsNoneWhereNobodySaysOneOrTheProviderIsUnknown() throws Exception {
        EndpointRecord endpoint = deployed();
        assertThat(price(endpoint)).isNull();

        stage.listed = new PriceList(List.of(listed()), List.of());
        stage.restart();
        assertThat(price(endpoint)).isNotNull();

        stage.isOneKnown = false;
        stage.restart();
        assertThat(price(endpoint)).isNull();
    }
}
