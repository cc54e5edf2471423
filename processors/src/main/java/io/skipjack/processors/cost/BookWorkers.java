package io.skipjack.processors.cost;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.EndpointKnown;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Writes into the ledger how many workers each endpoint was seen to run, and at what price, whenever one of both changes. */
public final class BookWorkers implements Processor {
    private final Books books;
    private final EndpointStore endpoints;
    private final FleetStore fleets;
    private final WorkerPrices prices;

    public BookWorkers(Books books, EndpointStore endpoints, FleetStore fleets, WorkerPrices prices) {
        this.books = books;
        this.endpoints = endpoints;
        this.fleets = fleets;
        this.prices = prices;
    }

    @Override
    public void process(Exchange exchange) {
        CostLedger ledger = books.ledger();
        Instant now = books.now();
        List<EndpointRecord> records = endpoints.endpoints();
        List<LedgerEvent> events = new ArrayList<>();
        for (EndpointRecord record : records) {
            note(record, ledger, now, events);
        }
        Set<EndpointId> there = records.stream().map(EndpointRecord::id).collect(Collectors.toSet());
        for (WorkersSeen last : ledger.running()) {
            if (!there.contains(new EndpointId(last.deployment(), last.provider()))) {
                events.add(new WorkersSeen(last.provider(), last.deployment(), 0, last.perHour(), last.rule(), now));
            }
        }
        books.noteAsLeader(events);
    }

    private void note(EndpointRecord record, CostLedger ledger, Instant now, List<LedgerEvent> events) {
        EndpointId id = record.id();
        WorkersSeen seen = seen(record, ledger.lastWorkers(id), now);
        if (seen != null) {
            events.add(seen);
        }
        EndpointRef ref = record.ref(fleets.owner());
        if (record.uri() != null && !ledger.refs().contains(ref)) {
            events.add(new EndpointKnown(ref, now));
        }
    }

    /** Null where nothing has changed, or nobody has looked. One that is to go is not looked at: what it had, it may have. */
    private @Nullable WorkersSeen seen(EndpointRecord record, @Nullable WorkersSeen last, Instant now) {
        EndpointSight sight = record.sight();
        if (sight == null) {
            return null;
        }
        WorkerPrice price = prices.of(record);
        Money perHour = price == null ? null : price.perHour();
        boolean same = last == null
                ? sight.workers() == 0
                : last.workers() == sight.workers()
                        && (sight.workers() == 0 || Objects.equals(last.perHour(), perHour));
        if (same) {
            return null;
        }
        return new WorkersSeen(
                record.id().provider(),
                record.id().deployment(),
                sight.workers(),
                perHour,
                price == null ? BillingRule.BY_SECOND : price.rule(),
                now);
    }
}
