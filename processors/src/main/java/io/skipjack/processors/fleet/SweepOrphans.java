package io.skipjack.processors.fleet;

import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.Sweep;
import io.skipjack.domain.fleet.SweepAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds leases of ours that no replica holds: adopts what a crash kept from being written down, and makes the body the
 * list of {@link ProviderLeases} to end. The body is a provider's {@link Listing}, taken before the store is read here.
 */
public final class SweepOrphans implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOrphans.class);

    private final FleetControl control;
    private final OrphanBook book;
    /** Ids of those ended here of which the provider has not said yet when; written in turn only. */
    private final Set<String> ended = new HashSet<>();

    public SweepOrphans(FleetControl control, OrphanBook book) {
        this.control = control;
        this.book = book;
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        Listing listing = exchange.getMessage().getBody(Listing.class);
        long epoch = control.epoch();
        bookWhatIsSaid(listing);
        List<Lease> orphans = new ArrayList<>();
        List<SweepAction> actions = Sweep.plan(
                control.store().owner(),
                listing,
                control.store().snapshot(),
                control.settings().timing(),
                control.now());
        for (SweepAction action : actions) {
            switch (action) {
                case SweepAction.Adopt adopt -> {
                    control.store().save(epoch, adopt.replica());
                    LOG.warn("{} adopted: {}", adopt.replica().id(), adopt.reason());
                }
                case SweepAction.Terminate terminate -> orphans.add(orphan(terminate));
            }
        }
        exchange.getMessage().setBody(ProviderLeases.group(orphans));
    }

    private Lease orphan(SweepAction.Terminate action) {
        Lease lease = action.lease();
        LOG.warn("{} is ended as an orphan: {}", lease.id(), action.reason());
        book.ended(lease, action.deployment(), control.now());
        ended.add(lease.id());
        control.events().note(told(action));
        return lease;
    }

    /** Told once for a lease, though it is asked for in each sweep until the provider shows it gone. */
    private static EventNote told(SweepAction.Terminate action) {
        Lease lease = action.lease();
        return EventNote.of(
                        EventKinds.ORPHAN_ENDED,
                        action.deployment(),
                        lease.id(),
                        "%s is ended as an orphan: %s".formatted(lease.id(), action.reason()))
                .with("provider", lease.offer().provider())
                .with("zone", lease.offer().zone())
                .once(lease.id());
    }

    private void bookWhatIsSaid(Listing listing) {
        for (ObservedLease shown : listing.leases()) {
            LeaseEnd end = shown.lease().end();
            if (end != null && end.said() && ended.remove(shown.lease().id())) {
                book.ended(shown.lease(), shown.deployment(), end.at());
            }
        }
    }
}
