package io.skipjack.app.deployments;

import io.skipjack.app.config.SkipjackProperties;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The built-in defaults. */
final class TestDefaults {
    static final DeploymentDefaults ALL = DeploymentDefaults.of(
            new Binder(new MapConfigurationPropertySource(Map.of("skipjack.catalog-dir", "/does/not/exist")))
                    .bindOrCreate(SkipjackProperties.PREFIX, SkipjackProperties.class));

    private TestDefaults() {}
}
