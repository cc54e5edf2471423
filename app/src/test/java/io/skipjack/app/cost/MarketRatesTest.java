package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.cost.LeaseTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By which prices a deployment's work is compared. */
class MarketRatesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:20:00Z");
    private static final GpuChoice L4 = new GpuChoice("L4", 1);
    private static final Deployment RACK = new Deployment(
            "rack",
            "m",
            true,
            100,
            TierSpec.of(List.of()),
            null,
            new FleetSpec(
                    new GpuNeed(List.of(L4)),
                    EngineSpec.DEFAULT,
                    new Placement("ec2", List.of("us-east-1"), List.of()),
                    ScalingPolicy.DEFAULT,
                    1,
                    0,
                    null,
                    null));

    private List<EndpointRecord> records = List.of();
    private @Nullable PriceQuote anybodys = quote(offer("modal", "", CapacityType.SERVERLESS), "0.80");

    @Test
    void onDemandIsTheCheapestMachineOfItsRegionsWithDiskAndAddress() {
        Rates rates = rates();

        assertThat(rates.onDemandPerHour()).isEqualTo(Money.ofDollars("0.82"));
        assertThat(rates.onDemandSource()).contains("us-east-1", "on-demand");
    }

    @Test
    void whereTheRouterRunsNoServerlessItIsTheCheapestOfAnybody() {
        assertThat(rates().serverlessPerHour()).isEqualTo(Money.ofDollars("0.80"));
        assertThat(rates().serverlessSource()).isEqualTo("modal");

        anybodys = null;
        assertThat(rates().serverlessPerHour()).isNull();
    }

    @Test
    void whereTheRouterRunsServerlessItIsThatWithTheColdStartThatWasMeasured() {
        records = List.of(CostExamples.endpoint(NOW, null));

        Rates rates = rates();

        assertThat(rates.serverlessPerHour()).isEqualTo(Money.ofDollars("0.69"));
        assertThat(rates.serverlessSource()).isEqualTo("runpod");
        assertThat(rates.coldStart()).isEqualTo(Duration.ofSeconds(40));
    }

    private Rates rates() {
        OfferBook book = OfferBook.EMPTY.with(
                List.of(
                        quote(offer("ec2", "us-east-1", CapacityType.ON_DEMAND), "0.80"),
                        quote(offer("ec2", "us-east-1", CapacityType.SPOT), "0.20"),
                        quote(offer("ec2", "us-west-2", CapacityType.ON_DEMAND), "0.70")),
                NOW);
        ColdStart measured = new ColdStart("runpod", "L4", "m", Duration.ofSeconds(40), 3, NOW);
        EndpointStore endpoints = CostExamples.answering(
                EndpointStore.class, Map.of("endpoints", () -> records, "coldStarts", () -> List.of(measured)));
        WorkerPrice own = new WorkerPrice(Money.ofDollars("0.69"), BillingRule.BY_SECOND, "test", NOW, true);
        LeaseTerms terms = new CostExamples.Spot(Money.ofDollars("0.02"));
        return new MarketRates(() -> List.of(RACK), at -> book, endpoints, each -> own, need -> anybodys, terms)
                .rates(NOW)
                .get(RACK);
    }

    private static Offer offer(String provider, String region, CapacityType type) {
        return new Offer(provider, region, region.isEmpty() ? "" : region + "a", "g6.xlarge", "L4", 1, type);
    }

    private static PriceQuote quote(Offer offer, String dollars) {
        return new PriceQuote(offer, Money.ofDollars(dollars), NOW, "test");
    }
}
