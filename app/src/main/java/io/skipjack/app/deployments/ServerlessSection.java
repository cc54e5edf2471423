package io.skipjack.app.deployments;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The keys of a {@code serverless} section by which the router deploys endpoints itself: who runs them, and Tuna's keys of
 * how they scale, with Tuna's defaults.
 */
record ServerlessSection(Section section, Set<String> known) {
    /** Keys that several deployments may share in a scaling policy file. */
    static final Set<String> SCALING_KEYS =
            Set.of("concurrency", "scaledown_window", "timeout", "workers_min", "workers_max", "scaler_value");

    static final Set<String> KEYS = Keys.union(Set.of("gpu", "provider", "providers"), SCALING_KEYS);

    ServerlessSpec spec(GpuNeed gpu, EngineSpec engine) {
        List<String> providers = providers();
        ServerlessScaling scaling = section.ruled(this::scaling);
        return section.ruled(() -> new ServerlessSpec(gpu, engine, scaling, providers));
    }

    private List<String> providers() {
        if (section.has("provider") && section.has("providers")) {
            throw section.complaint("'provider' names one and 'providers' several; leave one of the two out");
        }
        List<String> providers = new ArrayList<>(section.texts("providers"));
        section.optionalText("provider").ifPresent(providers::add);
        for (String provider : providers) {
            section.requireKnown("provider", provider, known);
        }
        return providers;
    }

    private ServerlessScaling scaling() {
        ServerlessScaling preset = ServerlessScaling.DEFAULT;
        return new ServerlessScaling(
                section.integer("concurrency", preset.concurrency()),
                section.optionalDuration("scaledown_window").orElse(preset.scaledownWindow()),
                section.optionalDuration("timeout").orElse(preset.timeout()),
                section.integer("workers_min", preset.workersMin()),
                section.integer("workers_max", preset.workersMax()),
                section.integer("scaler_value", preset.scalerValue()));
    }
}
