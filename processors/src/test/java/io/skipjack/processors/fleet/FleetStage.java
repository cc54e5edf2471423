package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetTiming;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** One router's control loops on a store in memory and a clock that stands until it is moved. */
final class FleetStage {
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    final MemoryFleet store = new MemoryFleet();
    final Traffic traffic = new Traffic();
    final List<Deployment> deployments = new ArrayList<>(List.of(Fleets.RACK));
    final List<EventNote> events = new ArrayList<>();
    final Market market = new Market(store, events::add);
    FleetLimits limits = new FleetLimits(20, null);
    OptionalLong leads = OptionalLong.of(1);
    Instant now = Fleets.NOW;

    FleetControl control() {
        FleetSettings settings = new FleetSettings(
                "router-1", FleetTiming.DEFAULT, limits, Duration.ofSeconds(10), Duration.ofHours(72));
        return new FleetControl(store, () -> leads, () -> List.copyOf(deployments), settings, () -> now, events::add);
    }

    /** Another router leads from now on, and this one has not noticed. */
    void overtaken() {
        store.epoch = 2;
    }

    void leadsNoMore() {
        leads = OptionalLong.empty();
    }

    static Exchange exchange(@Nullable Object body) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    static Exchange run(Processor step, @Nullable Object body) throws Exception {
        Exchange exchange = exchange(body);
        step.process(exchange);
        return exchange;
    }

    static FleetStep step(FleetAction action) {
        String kind = switch (action) {
            case FleetAction.Launch launch -> FleetStep.LAUNCH;
            case FleetAction.RepeatLaunch repeat -> FleetStep.LAUNCH;
            case FleetAction.Drain drain -> FleetStep.DRAIN;
            case FleetAction.Terminate terminate -> FleetStep.END;
        };
        return new FleetStep(kind, List.of(action));
    }

    Replica replica(int number) {
        return Objects.requireNonNull(store.replicas.get(Fleets.id(number)));
    }

    /** What routing is told, and what it tells. */
    static final class Traffic implements ReplicaTraffic {
        final Map<ReplicaId, Instant> drained = new HashMap<>();
        final Set<ReplicaId> answering = new HashSet<>();
        final Set<ReplicaId> known = new HashSet<>();
        final Map<ReplicaId, Integer> open = new HashMap<>();
        FleetSnapshot offered = FleetSnapshot.EMPTY;

        @Override
        public void offer(FleetSnapshot fleets) {
            offered = fleets;
        }

        @Override
        public void drain(ReplicaId replica, Instant by) {
            drained.put(replica, by);
        }

        @Override
        public boolean answers(ReplicaId replica) {
            return answering.contains(replica);
        }

        @Override
        public int inFlight(ReplicaId replica) {
            return open.getOrDefault(replica, 0);
        }

        @Override
        public boolean knows(ReplicaId replica) {
            return known.contains(replica);
        }
    }
}
