package io.skipjack.domain.provider;

import java.util.Set;

/**
 * Whose leases to show.
 *
 * @param owner as in their tag: {@link io.skipjack.domain.fleet.FleetStore#owner}
 * @param regions to look in
 */
public record ListRequest(String owner, Set<String> regions) {
    public ListRequest {
        regions = Set.copyOf(regions);
    }
}
