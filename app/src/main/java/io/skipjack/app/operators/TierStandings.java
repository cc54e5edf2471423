package io.skipjack.app.operators;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.StoreSight;
import io.skipjack.app.watching.TierStanding;
import io.skipjack.app.watching.TierStanding.State;
import io.skipjack.app.watching.TrafficSight;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.serverless.EndpointRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says how each tier stands and why, from what requests, fleets and endpoints show. A fleet that nobody needs is no fault;
 * one whose launches are halted is, also while another tier answers.
 *
 * @param traffic upstreams and breakers
 * @param fleets replicas, and what stands in the way of launches
 * @param store endpoints
 */
record TierStandings(TrafficSight traffic, FleetSight fleets, StoreSight store) {

    /** Of each tier that the deployment has. */
    List<TierStanding> of(Deployment deployment) {
        List<TierStanding> standings = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            if (deployment.tier(tier) != null) {
                standings.add(standing(deployment, tier));
            }
        }
        return standings;
    }

    private TierStanding standing(Deployment deployment, Tier tier) {
        Map<String, String> upstreams = new UpstreamStates(traffic.registry()).of(deployment.name(), tier);
        boolean ready = upstreams.containsValue(UpstreamStates.READY);
        if (traffic.breaker(deployment.name(), tier) == CircuitBreaker.State.OPEN) {
            return new TierStanding(tier, State.MISSING, "its circuit breaker is open, since too many calls failed");
        }
        if (tier == Tier.SPOT && deployment.fleet() != null) {
            return ofFleet(deployment.name(), ready);
        }
        if (ready) {
            return new TierStanding(tier, State.READY, "");
        }
        boolean ours = tier == Tier.SERVERLESS && deployment.endpoint() != null;
        return new TierStanding(tier, State.MISSING, ours ? endpoints(deployment.name()) : inWords(upstreams));
    }

    private TierStanding ofFleet(String deployment, boolean ready) {
        FleetState state = fleets.state(deployment);
        String halted = state == null ? null : state.health().halted();
        int wanted = state == null ? 0 : state.wanted();
        String trouble = "";
        if (!fleets.storeUp()) {
            trouble = "the fleet's store does not answer, so nothing is launched or ended";
        } else if (halted != null) {
            trouble = "no launch is tried any more: " + halted;
        }
        if (ready) {
            return new TierStanding(Tier.SPOT, State.READY, trouble);
        }
        if (trouble.isEmpty() && wanted == 0) {
            return new TierStanding(Tier.SPOT, State.IDLE, "");
        }
        return new TierStanding(Tier.SPOT, State.MISSING, trouble.isEmpty() ? coming(deployment, wanted) : trouble);
    }

    private String coming(String deployment, int wanted) {
        String replicas =
                fleets.live(deployment).stream().map(TierStandings::inWords).collect(Collectors.joining(", "));
        return "none of %d wanted replicas is ready: %s"
                .formatted(wanted, replicas.isEmpty() ? "none is launched yet" : replicas);
    }

    private static String inWords(Replica replica) {
        return replica.id() + " is " + replica.state().label();
    }

    private String endpoints(String deployment) {
        List<EndpointRecord> records = store.endpoints().stream()
                .filter(record -> record.id().deployment().equals(deployment))
                .toList();
        return records.isEmpty()
                ? "no provider has an endpoint of it yet"
                : records.stream()
                        .map(record -> "%s is %s%s"
                                .formatted(
                                        record.id().provider(),
                                        record.state().label(),
                                        record.reason().isEmpty() ? "" : " (" + record.reason() + ")"))
                        .collect(Collectors.joining(", "));
    }

    private static String inWords(Map<String, String> upstreams) {
        return upstreams.isEmpty()
                ? "it has no upstream"
                : "no upstream takes requests: "
                        + upstreams.entrySet().stream()
                                .map(entry -> entry.getKey() + " is " + entry.getValue())
                                .collect(Collectors.joining(", "));
    }
}
