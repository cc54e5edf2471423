package io.skipjack.domain.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listing, with its leases found by id and by launch: so that a look at all replicas costs as much as there are, not the
 * square of it.
 */
public final class Sightings {
    private final Set<String> regions;
    private final Map<String, ObservedLease> byId = new HashMap<>();
    private final Map<String, ObservedLease> byToken = new HashMap<>();

    private Sightings(Listing listing) {
        this.regions = listing.regions();
        for (ObservedLease lease : listing.leases()) {
            byId.put(lease.lease().id(), lease);
            if (!lease.token().isEmpty()) {
                byToken.merge(lease.token(), lease, Sightings::theOneThatRuns);
            }
        }
    }

    public static Sightings of(Listing listing) {
        return new Sightings(listing);
    }

    /** What the listing and the routers show of a replica: the lease we know it by, or else the one from its launch. */
    public Sight of(Replica replica, boolean engineAnswers, int inFlight) {
        boolean answered = regions.contains(replica.place().region());
        return new Sight(lease(replica), answered, engineAnswers, inFlight);
    }

    private @Nullable ObservedLease lease(Replica replica) {
        Lease known = replica.lease();
        if (known != null) {
            return byId.get(known.id());
        }
        ObservedLease launched = byToken.get(replica.intent().token());
        return launched != null && replica.id().equals(launched.replica()) ? launched : null;
    }

    private static ObservedLease theOneThatRuns(ObservedLease one, ObservedLease other) {
        return one.isLive() ? one : other;
    }
}
