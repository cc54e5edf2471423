package io.skipjack.app.deployments;

import io.skipjack.app.config.SkipjackProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The built-in defaults, with three providers. */
final class TestDefaults {
    static final DeploymentDefaults ALL = with(DeploymentDefaults.of(
            new Binder(new MapConfigurationPropertySource(Map.of("skipjack.catalog-dir", "/does/not/exist")))
                    .bindOrCreate(SkipjackProperties.PREFIX, SkipjackProperties.class)));

    private TestDefaults() {}

    private static DeploymentDefaults with(DeploymentDefaults built) {
        return new DeploymentDefaults(
                built.tiers(), built.regions(), built.gpus(), new TreeSet<>(List.of("baseten", "modal", "runpod")));
    }
}
