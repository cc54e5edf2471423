package io.skipjack.e2e;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.processors.fleet.EndReplicas;
import io.skipjack.processors.fleet.FindLeases;
import io.skipjack.processors.fleet.FleetStep;
import io.skipjack.processors.fleet.LeaseSearch;
import io.skipjack.processors.fleet.ObserveReplicas;
import io.skipjack.processors.fleet.ProviderLeases;
import io.skipjack.processors.fleet.ReplicaTraffic;
import io.skipjack.processors.fleet.SweepOrphans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The turns that a leader takes, one after the other and as often as a test wants. */
final class ControlTurns {
    private final CrashStage stage;

    ControlTurns(CrashStage stage) {
        this.stage = stage;
    }

    /** Plan and act, observe, sweep; whether there was nothing to do. */
    boolean turn() throws Exception {
        FleetSnapshot before = stage.store().snapshot();
        List<FleetStep> steps = stage.plan();
        for (FleetStep step : steps) {
            act(step);
        }
        for (LeaseSearch search : searches()) {
            new ObserveReplicas(stage.control(), new Quiet()).process(listing(search));
        }
        int ended = 0;
        for (LeaseSearch search : searches()) {
            Exchange listing = listing(search);
            new SweepOrphans(stage.control(), (lease, deployment, at) -> {}).process(listing);
            ended += end(listing);
        }
        return steps.isEmpty() && ended == 0 && before.equals(stage.store().snapshot());
    }

    private void act(FleetStep step) throws Exception {
        if (step.kind().equals("launch")) {
            stage.launch(step);
            return;
        }
        Exchange exchange = stage.exchange(step);
        new EndReplicas(stage.control(), new Quiet()).process(exchange);
        end(exchange);
    }

    private int end(Exchange exchange) throws ProviderUnavailableException {
        int ended = 0;
        for (Object each : exchange.getMessage().getBody(List.class)) {
            ProviderLeases leases = (ProviderLeases) each;
            stage.provider().terminate(leases.leases());
            ended += leases.leases().size();
        }
        return ended;
    }

    private List<LeaseSearch> searches() {
        Exchange exchange = stage.exchange("");
        new FindLeases(stage.control()).process(exchange);
        List<LeaseSearch> searches = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            searches.add((LeaseSearch) each);
        }
        return searches;
    }

    private Exchange listing(LeaseSearch search) throws ProviderUnavailableException {
        return stage.exchange(
                stage.provider().list(search.request().owner(), search.request().regions()));
    }

    /** Nobody asks anything, and no engine is up yet. */
    private static final class Quiet implements ReplicaTraffic {
        @Override
        public void offer(FleetSnapshot fleets) {}

        @Override
        public void drain(ReplicaId replica, Instant by) {}

        @Override
        public boolean answers(ReplicaId replica) {
            return false;
        }

        @Override
        public int inFlight(ReplicaId replica) {
            return 0;
        }

        @Override
        public boolean knows(ReplicaId replica) {
            return true;
        }
    }
}
