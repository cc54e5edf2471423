package io.skipjack.app.operators;

import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.StoreSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether somebody looks after the fleets: DEGRADED while their store does not answer, or while no router leads. Requests
 * are answered all the same, by what runs.
 *
 * @param fleets how old the last look at the store is
 * @param store who leads
 */
record FleetHealth(FleetSight fleets, StoreSight store) implements HealthIndicator {
    @Override
    public Health health() {
        List<String> reasons = new ArrayList<>();
        Optional<String> leader = store.leader();
        if (!fleets.storeUp()) {
            reasons.add("the fleet's store has not answered for %d s; nothing is launched or ended meanwhile"
                    .formatted(fleets.age().toSeconds()));
        } else if (store.leaderless()) {
            reasons.add("no router leads: one takes over within 15 s, unless it cannot write to the store");
        }
        Health.Builder health = reasons.isEmpty()
                ? Health.up()
                : Health.status(DeploymentHealth.DEGRADED).withDetail("reasons", reasons);
        return health.withDetail("store", fleets.storeUp() ? "up" : "down")
                .withDetail("leader", leader.orElse(store.leaderless() ? "none" : "unknown"))
                .build();
    }
}
