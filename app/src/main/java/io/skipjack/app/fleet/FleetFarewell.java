package io.skipjack.app.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * On a stop, says what goes on costing money without us: nobody should learn of a GPU from a bill. The leader alone says
 * it; where there are several routers another one takes the fleet over.
 */
final class FleetFarewell implements ApplicationListener<ContextClosedEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(FleetFarewell.class);

    private final FleetStore store;
    private final LeaderEpoch leader;
    private final Duration abandonAfter;

    FleetFarewell(FleetStore store, LeaderEpoch leader, Duration abandonAfter) {
        this.store = store;
        this.leader = leader;
        this.abandonAfter = abandonAfter;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent stop) {
        if (leader.current().isEmpty()) {
            return;
        }
        try {
            List<Lease> leases = store.snapshot().replicas().stream()
                    .filter(replica -> replica.state().isLive())
                    .map(Replica::lease)
                    .filter(Objects::nonNull)
                    .toList();
            if (!leases.isEmpty()) {
                Money rate = leases.stream().map(Lease::perHour).reduce(Money.ZERO, Money::plus);
                LOG.warn(
                        "{} instances go on running, at {} an hour, for the next router to find; each ends itself after"
                                + " {} s without one",
                        leases.size(),
                        rate,
                        abandonAfter.toSeconds());
            }
        } catch (StoreUnavailableException away) {
            LOG.warn("which instances go on running cannot be said: {}", away.getMessage());
        }
    }
}
