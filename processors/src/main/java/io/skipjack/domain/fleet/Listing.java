package io.skipjack.domain.fleet;

import java.util.List;
import java.util.Set;

/**
 * What a provider shows.
 *
 * @param leases ours, in the regions that answered; those that ended recently included
 * @param regions that answered: of a region that did not, nothing can be said
 */
public record Listing(List<ObservedLease> leases, Set<String> regions) {
    public Listing {
        leases = List.copyOf(leases);
        regions = Set.copyOf(regions);
    }
}
