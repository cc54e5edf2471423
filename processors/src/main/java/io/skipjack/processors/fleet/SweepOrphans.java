package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.Sweep;
import io.skipjack.domain.fleet.SweepAction;
import java.util.ArrayList;
import java.util.List;
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

    public SweepOrphans(FleetControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        Listing listing = exchange.getMessage().getBody(Listing.class);
        long epoch = control.epoch();
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
                case SweepAction.Terminate terminate -> {
                    LOG.warn("{} is ended as an orphan: {}", terminate.lease().id(), terminate.reason());
                    orphans.add(terminate.lease());
                }
            }
        }
        exchange.getMessage().setBody(ProviderLeases.group(orphans));
    }
}
