package io.skipjack.app.operators;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;

/**
 * One group per deployment, at {@code /actuator/health/deployments/NAME}: UP while each of its tiers has a ready
 * upstream, DEGRADED while only some have, OUT_OF_SERVICE while none has. Upstreams are shown by id, never by address.
 */
final class DeploymentHealth implements CompositeHealthContributor {
    /** It serves, but not as it was told to. */
    static final Status DEGRADED = new Status("DEGRADED");

    private final UpstreamRegistry registry;

    DeploymentHealth(UpstreamRegistry registry) {
        this.registry = registry;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        Deployment deployment = registry.deployment(name);
        return deployment == null ? null : (HealthIndicator) () -> health(deployment);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        List<NamedContributor<HealthContributor>> contributors = new ArrayList<>();
        for (Deployment deployment : registry.deployments()) {
            contributors.add(NamedContributor.of(deployment.name(), (HealthIndicator) () -> health(deployment)));
        }
        return contributors.iterator();
    }

    private Health health(Deployment deployment) {
        Map<String, Object> tiers = new LinkedHashMap<>();
        int ready = 0;
        for (Tier tier : Tier.values()) {
            if (deployment.tier(tier) != null) {
                Map<String, String> upstreams = new UpstreamStates(registry).of(deployment.name(), tier);
                ready += upstreams.containsValue(UpstreamStates.READY) ? 1 : 0;
                tiers.put(tier.label(), upstreams);
            }
        }
        return Health.status(status(ready, tiers.size()))
                .withDetail("model", deployment.model())
                .withDetails(tiers)
                .build();
    }

    private static Status status(int ready, int tiers) {
        if (ready == 0) {
            return Status.OUT_OF_SERVICE;
        }
        return ready == tiers ? Status.UP : DEGRADED;
    }
}
