package io.skipjack.app.operators;

import io.skipjack.live.RouteProblem;
import io.skipjack.live.RouteStatus;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether the routes are served as they are written; DEGRADED, with file, line and reason, while an edit is rejected and
 * the routes before it serve on.
 */
record RoutesHealth(Supplier<RouteStatus> status) implements HealthIndicator {
    @Override
    public Health health() {
        RouteStatus now = status.get();
        Health.Builder health = now.rejected()
                ? Health.status(DeploymentHealth.DEGRADED)
                        .withDetail(
                                "problems",
                                now.problems().stream()
                                        .map(RouteProblem::toString)
                                        .toList())
                : Health.up();
        return health.withDetail("generation", now.generation())
                .withDetail("since", now.since().toString())
                .withDetail("draining", now.draining().size())
                .build();
    }
}
