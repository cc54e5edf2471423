package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.Lease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Leases of one provider, to be ended in one call. */
public record ProviderLeases(String provider, List<Lease> leases) {

    static List<ProviderLeases> group(Collection<Lease> leases) {
        Map<String, List<Lease>> byProvider = leases.stream()
                .collect(Collectors.groupingBy(lease -> lease.offer().provider(), TreeMap::new, Collectors.toList()));
        return byProvider.entrySet().stream()
                .map(entry -> new ProviderLeases(entry.getKey(), entry.getValue()))
                .toList();
    }
}
