package io.skipjack.processors.cost;

import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the launches and ends of leases into the ledger. By what the store shows, not by what happens: a turn that is
 * missed, repeated or done by another router changes nothing, since replicas are remembered for days after their end.
 */
public final class BookLeases implements Processor {
    private final Books books;
    private final FleetStore fleets;
    private final LeaseTerms terms;

    public BookLeases(Books books, FleetStore fleets, LeaseTerms terms) {
        this.books = books;
        this.fleets = fleets;
        this.terms = terms;
    }

    @Override
    public void process(Exchange exchange) {
        books.follow();
        CostLedger ledger = books.ledger();
        List<LedgerEvent> events = new ArrayList<>();
        for (Replica replica : fleets.snapshot().replicas()) {
            Lease lease = replica.lease();
            if (lease != null && !ledger.isSettled(lease.offer().provider(), lease.id())) {
                events.addAll(lines(replica, lease, ledger));
            }
        }
        books.noteAsLeader(events);
    }

    private List<LedgerEvent> lines(Replica replica, Lease lease, CostLedger ledger) {
        List<LedgerEvent> events = new ArrayList<>();
        String provider = lease.offer().provider();
        LeaseEnd end = end(replica, lease);
        // before the provider has shown it running, its launch may be timed by our clock, and what is written stays
        boolean shown = replica.state() != ReplicaState.PROVISIONING;
        if ((shown || end != null) && !ledger.hasLease(provider, lease.id())) {
            events.add(
                    terms.opened(lease, replica.id().deployment(), replica.id().toString()));
        }
        if (end != null && (end.said() || !ledger.hasEnd(provider, lease.id()))) {
            events.add(LeaseClosed.of(lease, end));
        }
        return events;
    }

    /** Where the provider never showed how it ended: when we saw that it had. */
    private static @Nullable LeaseEnd end(Replica replica, Lease lease) {
        if (lease.end() != null) {
            return lease.end();
        }
        return replica.state() == ReplicaState.ENDED && replica.endedAt() != null
                ? new LeaseEnd(replica.endedAt(), false, false)
                : null;
    }
}
