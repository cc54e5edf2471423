package io.skipjack.processors.serverless;

import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.ServerlessPrices;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointOrder;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStatus;
import io.skipjack.domain.serverless.ServerlessExplanation;
import io.skipjack.domain.serverless.ServerlessRanking;
import io.skipjack.domain.serverless.ServerlessView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators are shown of endpoints and of the market, by any router: all is read from the store, since another may
 * lead. Asks no provider. Safe for many threads.
 */
public final class ServerlessStandings {
    private final EndpointControl control;
    private final ServerlessRankings rankings;

    public ServerlessStandings(EndpointControl control) {
        this.control = control;
        this.rankings = new ServerlessRankings(control);
    }

    /** Each deployment that is to have endpoints or still has some, by name. */
    public List<ServerlessView> views() {
        EndpointLook look = control.look();
        if (look.names().isEmpty()) {
            return List.of();
        }
        ServerlessRanking.Facts facts = facts();
        List<ServerlessView> views = new ArrayList<>();
        for (String name : look.names()) {
            views.add(view(name, look.deployment(name), look.records(name), facts));
        }
        return views;
    }

    private ServerlessView view(
            String name, @Nullable Deployment deployment, List<EndpointRecord> records, ServerlessRanking.Facts facts) {
        List<EndpointStatus> endpoints = endpoints(records, deployment, facts);
        if (deployment == null) {
            return new ServerlessView(name, false, endpoints, List.of(), null);
        }
        ServerlessRanking ranking = rankings.rank(deployment, records, facts, control.now());
        boolean hopeless = ranking.candidates().isEmpty()
                && records.stream().noneMatch(record -> record.state().isThere());
        return new ServerlessView(name, true, endpoints, ranking.leftOut(), hopeless ? inWords(ranking) : null);
    }

    private static String inWords(ServerlessRanking ranking) {
        return ranking.leftOut().isEmpty()
                ? "this router knows no serverless provider"
                : String.join(
                        "; ",
                        ranking.leftOut().stream()
                                .map(out -> out.provider() + ": " + out.reason())
                                .toList());
    }

    /** Who could run a deployment, in which order and why, and what would be made; also for one that is not deployed. */
    public ServerlessExplanation explain(Deployment deployment) {
        List<EndpointRecord> records = control.memory().endpoints().endpoints().stream()
                .filter(record -> record.id().deployment().equals(deployment.name()))
                .toList();
        ServerlessRanking ranking = rankings.rank(deployment, records, facts(), control.now());
        Map<String, EndpointPlan> plans = new LinkedHashMap<>();
        ranking.candidates()
                .forEach(candidate -> control.providers()
                        .find(candidate.provider())
                        .ifPresent(provider -> plans.put(
                                candidate.provider(),
                                control.providers().plan(provider, control.owner(), deployment, candidate.gpu()))));
        return new ServerlessExplanation(ranking, plans);
    }

    /** What is known of all GPUs' prices: serverless ones live or by the catalog, and what was polled of fleets. */
    public List<PriceQuote> quotes() {
        List<PriceQuote> polled = control.memory().fleets().prices();
        List<PriceQuote> quotes = new ArrayList<>(rankings.prices(book(polled)).all());
        polled.stream()
                .filter(quote -> quote.offer().capacityType() != CapacityType.SERVERLESS)
                .forEach(quotes::add);
        return quotes;
    }

    /** What one worker of an endpoint costs; null when no price is known, or this router does not know the provider. */
    public @Nullable WorkerPrice price(EndpointRecord record) {
        String name = record.id().provider();
        ServerlessProvider provider = control.providers().find(name).orElse(null);
        if (provider == null) {
            return null;
        }
        ServerlessPrices prices = rankings.prices(book(control.memory().fleets().prices()));
        PriceQuote said = prices.cheapestLive(name, record.gpu());
        PriceQuote price = said == null ? prices.cheapestListed(name, record.gpu()) : said;
        return price == null
                ? null
                : new WorkerPrice(price.perHour(), provider.billing(), price.source(), price.at(), said != null);
    }

    /** The cheapest worker of any provider with GPUs as needed; null when no price is known. */
    public @Nullable PriceQuote cheapest(GpuNeed need) {
        return rankings.prices(book(control.memory().fleets().prices())).cheapest(need);
    }

    private ServerlessRanking.Facts facts() {
        return rankings.facts(
                book(control.memory().fleets().prices()),
                control.memory().endpoints().coldStarts());
    }

    private OfferBook book(List<PriceQuote> polled) {
        return OfferBook.EMPTY.with(polled, control.now());
    }

    private static List<EndpointStatus> endpoints(
            List<EndpointRecord> records, @Nullable Deployment deployment, ServerlessRanking.Facts facts) {
        return records.stream()
                .sorted(EndpointOrder.of(deployment))
                .map(record -> status(record, facts))
                .toList();
    }

    private static EndpointStatus status(EndpointRecord record, ServerlessRanking.Facts facts) {
        PriceQuote price = facts.prices().cheapest(record.id().provider(), record.gpu());
        ColdStart coldStart = facts.coldStarts().stream()
                .filter(each -> each.isOf(record.id().provider(), record.gpu().gpu(), record.model()))
                .findFirst()
                .orElse(null);
        return new EndpointStatus(record, price, coldStart);
    }
}
