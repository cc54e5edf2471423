package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.LedgerEvent.EndpointKnown;
import io.skipjack.domain.ledger.LedgerEvent.Invoiced;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerEvent.Worked;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was spent and done: what the lines of the ledger come to. The same lines give the same ledger, however they are
 * taken in: at once, one by one, or some of them twice. Immutable.
 */
public final class CostLedger {
    public static final CostLedger EMPTY = new CostLedger(new Parts());

    private final Parts parts;

    private CostLedger(Parts parts) {
        this.parts = parts;
    }

    /** What a ledger is made of; changed only while one is being made. */
    private static final class Parts {
        private final Map<String, LeaseCharges> leases = new LinkedHashMap<>();
        /** Ends of leases whose launch was not read yet. */
        private final Map<String, List<LeaseClosed>> strayEnds = new HashMap<>();

        private final Map<Offer, NavigableMap<Instant, Money>> prices = new HashMap<>();
        private final Map<EndpointId, EndpointCharges> endpoints = new LinkedHashMap<>();
        private final Map<String, RouterTime> routers = new LinkedHashMap<>();
        private final Map<String, NavigableMap<Instant, DeploymentRated>> rates = new TreeMap<>();
        private final Map<EndpointId, EndpointRef> refs = new LinkedHashMap<>();
        private WorkLog work = WorkLog.EMPTY;

        private Parts() {}

        private Parts(Parts from) {
            leases.putAll(from.leases);
            strayEnds.putAll(from.strayEnds);
            prices.putAll(from.prices);
            endpoints.putAll(from.endpoints);
            routers.putAll(from.routers);
            rates.putAll(from.rates);
            refs.putAll(from.refs);
            work = from.work;
        }
    }

    /** With these lines besides. */
    public CostLedger with(Collection<LedgerEvent> events) {
        if (events.isEmpty()) {
            return this;
        }
        Parts next = new Parts(parts);
        Map<EndpointId, List<WorkersSeen>> looks = new LinkedHashMap<>();
        Map<EndpointId, List<Invoice>> invoices = new LinkedHashMap<>();
        List<Worked> done = new ArrayList<>();
        for (LedgerEvent event : events) {
            switch (event) {
                case LeaseOpened opened -> open(next, opened);
                case LeaseClosed closed -> close(next, closed);
                case PriceTook took ->
                    next.prices.merge(took.offer(), one(took.at(), took.perHour()), CostLedger::both);
                case WorkersSeen seen ->
                    looks.computeIfAbsent(new EndpointId(seen.deployment(), seen.provider()), none -> new ArrayList<>())
                            .add(seen);
                case Invoiced invoiced ->
                    invoices.computeIfAbsent(
                                    new EndpointId(invoiced.deployment(), invoiced.provider()),
                                    none -> new ArrayList<>())
                            .add(invoiced.invoice());
                case EndpointKnown known -> next.refs.put(known.ref().id(), known.ref());
                case RouterRan ran ->
                    next.routers.merge(ran.router(), RouterTime.NEVER.with(ran), (known, first) -> known.with(ran));
                case DeploymentRated rated ->
                    next.rates.merge(rated.deployment(), one(rated.at(), rated), CostLedger::both);
                case Worked worked -> done.add(worked);
            }
        }
        looks.forEach((id, seen) -> endpoint(next, id, seen, List.of()));
        invoices.forEach((id, charged) -> endpoint(next, id, List.of(), charged));
        next.work = next.work.with(done);
        return new CostLedger(next);
    }

    /** Work before that hour is kept by the hour from now on. */
    public CostLedger byTheHourBefore(Instant hour) {
        Parts next = new Parts(parts);
        next.work = parts.work.byTheHourBefore(hour);
        return new CostLedger(next);
    }

    /** Without what was over before then and nobody can ask for any more: leases that ended, and work. */
    public CostLedger without(Instant before) {
        Parts next = new Parts(parts);
        next.leases.values().removeIf(lease -> lease.isSettledBefore(before));
        next.work = parts.work.since(before);
        return new CostLedger(next);
    }

    private static void open(Parts next, LeaseOpened opened) {
        String key = key(opened.provider(), opened.lease());
        LeaseCharges lease = new LeaseCharges(opened, null);
        for (LeaseClosed end : next.strayEnds.getOrDefault(key, List.of())) {
            lease = lease.with(end);
        }
        next.strayEnds.remove(key);
        next.leases.putIfAbsent(key, lease);
    }

    private static void close(Parts next, LeaseClosed closed) {
        String key = key(closed.provider(), closed.lease());
        LeaseCharges lease = next.leases.get(key);
        if (lease != null) {
            next.leases.put(key, lease.with(closed));
            return;
        }
        List<LeaseClosed> ends = new ArrayList<>(next.strayEnds.getOrDefault(key, List.of()));
        ends.add(closed);
        next.strayEnds.put(key, ends);
    }

    private static void endpoint(Parts next, EndpointId id, List<WorkersSeen> looks, List<Invoice> charged) {
        EndpointCharges known = next.endpoints.getOrDefault(id, EndpointCharges.none(id));
        next.endpoints.put(id, known.with(looks, charged));
    }

    private static String key(String provider, String lease) {
        return provider + "/" + lease;
    }

    private static <V> NavigableMap<Instant, V> one(Instant at, V value) {
        NavigableMap<Instant, V> map = new TreeMap<>();
        map.put(at, value);
        return map;
    }

    private static <V> NavigableMap<Instant, V> both(NavigableMap<Instant, V> some, NavigableMap<Instant, V> more) {
        NavigableMap<Instant, V> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** The first instant that anything was paid for; null while nothing was. */
    public @Nullable Instant began() {
        Stream<Instant> leases =
                parts.leases.values().stream().map(lease -> lease.opened().at());
        Stream<Instant> endpoints = parts.endpoints.values().stream()
                .map(EndpointCharges::firstSeen)
                .filter(Objects::nonNull);
        Stream<Instant> routers = parts.routers.values().stream()
                .filter(router -> !router.stretches().isEmpty())
                .map(router -> router.stretches().firstKey());
        return Stream.of(leases, endpoints, routers)
                .flatMap(each -> each)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Whether it knows a lease, and its end as the provider says it: then there is nothing more to write of it. */
    public boolean isSettled(String provider, String lease) {
        LeaseCharges known = parts.leases.get(key(provider, lease));
        LeaseClosed end = known == null ? null : known.closed();
        return end != null && end.said();
    }

    /** Whether it knows a lease's launch. */
    public boolean hasLease(String provider, String lease) {
        return parts.leases.containsKey(key(provider, lease));
    }

    /** Whether it knows an end of the lease. */
    public boolean hasEnd(String provider, String lease) {
        LeaseCharges known = parts.leases.get(key(provider, lease));
        return known != null && known.closed() != null;
    }

    /** Launches of the leases that run, or ended after that. */
    public List<LeaseOpened> leasesSince(Instant instant) {
        return parts.leases.values().stream()
                .filter(lease -> lease.isOpenAt(instant))
                .map(LeaseCharges::opened)
                .toList();
    }

    /** When an offer's price last changed, as far as is known; null for never. */
    public @Nullable Instant lastPrice(Offer offer) {
        NavigableMap<Instant, Money> known = parts.prices.get(offer);
        return known == null ? null : known.lastKey();
    }

    /** The last line about a deployment's rates; null for none. */
    public @Nullable DeploymentRated lastRates(String deployment) {
        NavigableMap<Instant, DeploymentRated> known = parts.rates.get(deployment);
        return known == null ? null : known.lastEntry().getValue();
    }

    /** All deployments it has rates of, gone ones included. */
    public Collection<String> rated() {
        return List.copyOf(parts.rates.keySet());
    }

    /** The last line about an endpoint's workers; null for none. */
    public @Nullable WorkersSeen lastWorkers(EndpointId id) {
        EndpointCharges known = parts.endpoints.get(id);
        return known == null ? null : known.last();
    }

    /** Endpoints whose workers were seen running when last looked at. */
    public List<WorkersSeen> running() {
        return parts.endpoints.values().stream()
                .map(EndpointCharges::last)
                .filter(last -> last != null && last.workers() > 0)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** How endpoints are asked about, gone ones included. */
    public Collection<EndpointRef> refs() {
        return parts.refs.values();
    }

    /** Until when the provider itself has said what an endpoint costs, and when it was last seen to run; see {@link EndpointCharges}. */
    public EndpointCharges endpoint(EndpointId id) {
        return parts.endpoints.getOrDefault(id, EndpointCharges.none(id));
    }

    Collection<LeaseCharges> leases() {
        return parts.leases.values();
    }

    PriceCurve prices(LeaseCharges lease) {
        NavigableMap<Instant, Money> known = parts.prices.get(lease.opened().offer());
        return known == null
                ? PriceCurve.flat(lease.opened().perHour())
                : new PriceCurve(lease.opened().perHour(), known);
    }

    Collection<EndpointCharges> endpoints() {
        return parts.endpoints.values();
    }

    Collection<RouterTime> routers() {
        return parts.routers.values();
    }

    NavigableMap<Instant, DeploymentRated> rates(String deployment) {
        return parts.rates.getOrDefault(deployment, new TreeMap<>());
    }

    WorkLog work() {
        return parts.work;
    }
}
