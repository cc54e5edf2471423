package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.Lease;
import java.time.Instant;

/** Where leases are written down that cost money and that no replica accounts for. */
@FunctionalInterface
public interface OrphanBook {
    /**
     * A sweep has ended it. Called again for the same lease, the later call is the better known: while the provider still
     * shows it running with a later time, and once when it says itself when the lease ended.
     *
     * @param deployment whose it is by its tags; empty where they name none
     * @param at nothing is paid for it from here on
     */
    void ended(Lease lease, String deployment, Instant at);
}
