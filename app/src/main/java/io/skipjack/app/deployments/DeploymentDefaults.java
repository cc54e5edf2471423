package io.skipjack.app.deployments;

import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.config.TierProperties;
import io.skipjack.domain.deployment.Tier;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a deployment file does not say itself.
 *
 * @param tiers how a tier is used
 * @param regions where a fleet launches
 * @param gpus what it may run on
 * @param providers that endpoints may be deployed at
 */
public record DeploymentDefaults(
        Function<Tier, TierProperties> tiers, List<String> regions, GpuCatalog gpus, SortedSet<String> providers) {
    public DeploymentDefaults {
        regions = List.copyOf(regions);
        providers = Collections.unmodifiableSortedSet(new TreeSet<>(providers));
    }

    public static DeploymentDefaults of(SkipjackProperties properties) {
        return new DeploymentDefaults(
                properties::tier,
                properties.ec2().regions(),
                GpuCatalog.in(properties.catalogDir()),
                ProviderNames.with(properties.live().kameletsDir()));
    }
}
