package io.skipjack.app.cost;

import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.ledger.Rates;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.cost.LeaseTerms;
import io.skipjack.processors.cost.RateSource;
import io.skipjack.processors.cost.WorkerPrices;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a deployment's work would cost otherwise, from what the router knows of the market: on demand the cheapest machine
 * with the wanted GPUs in its regions, serverless the endpoint it has.
 *
 * @param catalog what is deployed
 * @param market last good prices
 * @param endpoints what there is of serverless, and how long it takes to start
 * @param workers what a serverless worker costs
 * @param terms what goes with a machine
 */
record MarketRates(
        Supplier<Collection<Deployment>> catalog,
        Function<Instant, OfferBook> market,
        EndpointStore endpoints,
        WorkerPrices workers,
        LeaseTerms terms)
        implements RateSource {

    @Override
    public Collection<Deployment> deployments() {
        return catalog.get();
    }

    @Override
    public Rates of(Deployment deployment, Instant now) {
        PriceQuote machine = machine(deployment, now).orElse(null);
        EndpointRecord record = endpoints.endpoints().stream()
                .filter(each -> each.id().deployment().equals(deployment.name()))
                .filter(each -> each.state().isThere())
                .findFirst()
                .orElse(null);
        WorkerPrice worker = record == null ? null : workers.of(record);
        return new Rates(
                machine == null ? null : machine.perHour().plus(terms.sidePerHour(machine.offer())),
                machine == null ? "" : machine.offer().toString(),
                worker == null ? null : worker.perHour(),
                worker == null || record == null ? "" : record.id().provider(),
                record == null ? Duration.ZERO : coldStart(record));
    }

    private Optional<PriceQuote> machine(Deployment deployment, Instant now) {
        FleetSpec fleet = deployment.fleet();
        GpuNeed need = fleet != null
                ? fleet.gpu()
                : deployment.endpoint() == null ? null : deployment.endpoint().gpu();
        if (need == null) {
            return Optional.empty();
        }
        List<String> regions = fleet == null ? List.of() : fleet.placement().regions();
        return market.apply(now).quotes().stream()
                .filter(quote -> quote.offer().capacityType() == CapacityType.ON_DEMAND)
                .filter(quote ->
                        regions.isEmpty() || regions.contains(quote.offer().region()))
                .filter(quote -> fits(quote, need))
                .min(Comparator.comparing(PriceQuote::perHour)
                        .thenComparing(quote -> quote.offer().toString()));
    }

    private static boolean fits(PriceQuote quote, GpuNeed need) {
        return need.choices().stream()
                .anyMatch(choice -> choice.gpu().equals(quote.offer().gpu())
                        && choice.count() == quote.offer().gpuCount());
    }

    private Duration coldStart(EndpointRecord record) {
        return endpoints.coldStarts().stream()
                .filter(measured -> measured.provider().equals(record.id().provider())
                        && measured.gpu().equals(record.gpu())
                        && measured.model().equals(record.model()))
                .map(ColdStart::took)
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
