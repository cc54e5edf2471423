package io.skipjack.app.deployments;

import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.config.TierProperties;
import io.skipjack.domain.deployment.Tier;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The tiers' built-in defaults. */
final class TestTiers {
    private static final SkipjackProperties DEFAULTS = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate(SkipjackProperties.PREFIX, SkipjackProperties.class);

    private TestTiers() {}

    static TierProperties defaults(Tier tier) {
        return DEFAULTS.tier(tier);
    }
}
