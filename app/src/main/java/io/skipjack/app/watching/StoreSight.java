package io.skipjack.app.watching;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.processors.fleet.FleetDeployments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What else of the store is shown to operators, as last read: prices, endpoints, and who leads. A store that is away leaves
 * what was seen before, but for the leader, whom nobody can know then. Thread-safe.
 */
public final class StoreSight {
    private final Reads reads;
    private final FleetDeployments deployed;
    private final InstantSource clock;
    private volatile List<PriceQuote> prices = List.of();
    private volatile List<EndpointRecord> endpoints = List.of();
    private volatile Optional<String> leader = Optional.empty();
    private volatile boolean looked;

    /**
     * Questions to the store; each may throw {@link StoreUnavailableException}.
     *
     * @param prices the newest of each offer
     * @param endpoints all there are
     * @param leader who leads by the table of leadership
     */
    public record Reads(
            Supplier<List<PriceQuote>> prices,
            Supplier<List<EndpointRecord>> endpoints,
            Supplier<Optional<String>> leader) {}

    /**
     * @param deployed whose providers are asked for prices
     * @param clock for ages
     */
    public StoreSight(Reads reads, FleetDeployments deployed, InstantSource clock) {
        this.reads = reads;
        this.deployed = deployed;
        this.clock = clock;
    }

    /** Reads all of it anew. */
    public void look() {
        try {
            prices = List.copyOf(reads.prices().get());
            endpoints = List.copyOf(reads.endpoints().get());
            leader = reads.leader().get();
            looked = true;
        } catch (StoreUnavailableException away) {
            // said by whoever follows the fleet
            leader = Optional.empty();
            looked = false;
        }
    }

    public List<PriceQuote> prices() {
        return prices;
    }

    public List<EndpointRecord> endpoints() {
        return endpoints;
    }

    /** The router that leads; empty when none does, or nobody can say. */
    public Optional<String> leader() {
        return leader;
    }

    /** Whether the last look found that nobody leads. */
    public boolean leaderless() {
        return looked && leader.isEmpty();
    }

    /**
     * Age of the newest price of each provider that something runs at, or may. A price that holds until it changes is as
     * young as our last question; those of providers that nobody asks any more are left out.
     */
    public Map<String, Duration> priceAges() {
        Set<String> asked = new HashSet<>();
        deployed.withFleet().stream()
                .map(Deployment::fleet)
                .filter(fleet -> fleet != null)
                .forEach(fleet -> asked.add(fleet.placement().provider()));
        endpoints.forEach(endpoint -> asked.add(endpoint.id().provider()));
        Map<String, Instant> newest = new TreeMap<>();
        prices.stream()
                .filter(quote -> asked.contains(quote.offer().provider()))
                .forEach(quote -> newest.merge(
                        quote.offer().provider(), quote.at(), (one, other) -> one.isAfter(other) ? one : other));
        Instant now = clock.instant();
        Map<String, Duration> ages = new TreeMap<>();
        newest.forEach(
                (provider, at) -> ages.put(provider, at.isAfter(now) ? Duration.ZERO : Duration.between(at, now)));
        return ages;
    }
}
