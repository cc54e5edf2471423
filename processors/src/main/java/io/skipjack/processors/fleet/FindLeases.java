package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.provider.ListRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds where leases of ours may be: every place a deployment names, and every place a live replica was launched in. The
 * body becomes a list of {@link LeaseSearch}.
 */
public final class FindLeases implements Processor {
    private final FleetControl control;

    public FindLeases(FleetControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, Set<String>> regions = new TreeMap<>();
        for (Deployment deployment : control.deployments().withFleet()) {
            Placement placement = Objects.requireNonNull(deployment.fleet()).placement();
            regions.computeIfAbsent(placement.provider(), p -> new TreeSet<>()).addAll(placement.regions());
        }
        for (Replica replica : control.store().snapshot().replicas()) {
            if (replica.state().isLive()) {
                Offer offer = replica.place();
                regions.computeIfAbsent(offer.provider(), p -> new TreeSet<>()).add(offer.region());
            }
        }
        List<LeaseSearch> searches = new ArrayList<>();
        regions.forEach((provider, in) -> searches.add(
                new LeaseSearch(provider, new ListRequest(control.store().owner(), Set.copyOf(in)))));
        exchange.getMessage().setBody(searches);
    }
}
