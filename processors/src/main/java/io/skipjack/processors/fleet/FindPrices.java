package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Finds which prices are needed: the body becomes a list of fleet specs, one for each distinct need and place. */
public final class FindPrices implements Processor {
    private final FleetControl control;

    public FindPrices(FleetControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(List.copyOf(needs(control.deployments()).values()));
    }

    /** One fleet spec for each distinct need and place: who shares both shares the prices. */
    static Map<List<Object>, FleetSpec> needs(FleetDeployments deployments) {
        Map<List<Object>, FleetSpec> distinct = new LinkedHashMap<>();
        deployments.withFleet().forEach(deployment -> {
            FleetSpec spec = Objects.requireNonNull(deployment.fleet());
            distinct.putIfAbsent(List.of(spec.gpu(), spec.placement()), spec);
        });
        return distinct;
    }
}
