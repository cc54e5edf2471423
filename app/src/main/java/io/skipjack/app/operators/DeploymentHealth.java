package io.skipjack.app.operators;

import io.skipjack.app.watching.TierStanding;
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
 * One group per deployment, at {@code /actuator/health/deployments/NAME}: UP while each of its tiers answers or is idle as
 * it should be, DEGRADED while only some do or something stands in the way of one, OUT_OF_SERVICE while nothing can answer;
 * with the reasons. Upstreams are shown by id, never by address.
 */
final class DeploymentHealth implements CompositeHealthContributor {
    /** It serves, but not as it was told to. */
    static final Status DEGRADED = new Status("DEGRADED");

    private final UpstreamRegistry registry;
    private final TierStandings standings;

    DeploymentHealth(TierStandings standings) {
        this.registry = standings.traffic().registry();
        this.standings = standings;
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
        Map<String, Object> upstreams = new LinkedHashMap<>();
        List<TierStanding> tiers = standings.of(deployment);
        for (TierStanding each : tiers) {
            Tier tier = each.tier();
            upstreams.put(tier.label(), new UpstreamStates(registry).of(deployment.name(), tier));
        }
        Health.Builder health = Health.status(status(tiers))
                .withDetail("model", deployment.model())
                .withDetails(upstreams);
        List<String> reasons = reasons(tiers);
        return (reasons.isEmpty() ? health : health.withDetail("reasons", reasons)).build();
    }

    static List<String> reasons(List<TierStanding> tiers) {
        return tiers.stream()
                .filter(TierStanding::troubled)
                .map(TierStanding::sentence)
                .toList();
    }

    static Status status(List<TierStanding> tiers) {
        if (tiers.stream().allMatch(tier -> tier.state() == TierStanding.State.MISSING)) {
            return Status.OUT_OF_SERVICE;
        }
        return tiers.stream().anyMatch(TierStanding::troubled) ? DEGRADED : Status.UP;
    }
}
