package io.skipjack.app.cost;

import io.skipjack.domain.cost.Money;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment's work would cost otherwise, from what the router knows of the market: on demand the cheapest machine
 * with the wanted GPUs in its regions, serverless the endpoint it has, or where it has none the cheapest of any provider.
 *
 * @param catalog what is deployed
 * @param market last good prices
 * @param endpoints what there is of serverless, and how long it takes to start
 * @param workers what a serverless worker costs
 * @param anybodys the cheapest serverless worker with such GPUs, of whomever; null when none is known
 * @param terms what goes with a machine
 */
record MarketRates(
        Supplier<Collection<Deployment>> catalog,
        Function<Instant, OfferBook> market,
        EndpointStore endpoints,
        WorkerPrices workers,
        Function<GpuNeed, @Nullable PriceQuote> anybodys,
        LeaseTerms terms)
        implements RateSource {

    /** What all deployments' rates go by. */
    private record Look(List<PriceQuote> quotes, List<EndpointRecord> endpoints, List<ColdStart> coldStarts) {}

    @Override
    public Map<Deployment, Rates> rates(Instant now) {
        Look look = new Look(market.apply(now).quotes(), endpoints.endpoints(), endpoints.coldStarts());
        Map<Deployment, Rates> rates = new LinkedHashMap<>();
        catalog.get().forEach(deployment -> rates.put(deployment, rates(deployment, look)));
        return rates;
    }

    private Rates rates(Deployment deployment, Look look) {
        PriceQuote machine = machine(deployment, look.quotes()).orElse(null);
        EndpointRecord record = look.endpoints().stream()
                .filter(each -> each.id().deployment().equals(deployment.name()))
                .filter(each -> each.state().isThere())
                .findFirst()
                .orElse(null);
        Worker worker = record == null ? anybodys(deployment) : own(record);
        return new Rates(
                machine == null ? null : machine.perHour().plus(terms.sidePerHour(machine.offer())),
                machine == null ? "" : machine.offer().toString(),
                worker.perHour(),
                worker.source(),
                record == null ? Duration.ZERO : coldStart(record, look.coldStarts()));
    }

    /** What a serverless worker costs, and whose it is. */
    private record Worker(@Nullable Money perHour, String source) {
        static final Worker UNKNOWN = new Worker(null, "");
    }

    private Worker own(EndpointRecord record) {
        WorkerPrice price = workers.of(record);
        return price == null
                ? Worker.UNKNOWN
                : new Worker(price.perHour(), record.id().provider());
    }

    /** One whose endpoint is still to be made will have that one's price. */
    private Worker anybodys(Deployment deployment) {
        FleetSpec fleet = deployment.endpoint() == null ? deployment.fleet() : null;
        PriceQuote quote = fleet == null ? null : anybodys.apply(fleet.gpu());
        return quote == null
                ? Worker.UNKNOWN
                : new Worker(quote.perHour(), quote.offer().provider());
    }

    private static Optional<PriceQuote> machine(Deployment deployment, List<PriceQuote> quotes) {
        FleetSpec fleet = deployment.fleet();
        GpuNeed need = fleet != null
                ? fleet.gpu()
                : deployment.endpoint() == null ? null : deployment.endpoint().gpu();
        if (need == null) {
            return Optional.empty();
        }
        List<String> regions = fleet == null ? List.of() : fleet.placement().regions();
        return quotes.stream()
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

    private static Duration coldStart(EndpointRecord record, List<ColdStart> coldStarts) {
        return coldStarts.stream()
                .filter(measured ->
                        measured.isOf(record.id().provider(), record.gpu().gpu(), record.model()))
                .map(ColdStart::took)
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
