package io.skipjack.app.deployments;

import io.skipjack.app.config.Nearest;
import io.skipjack.domain.deployment.ServerlessScaling;
import java.util.Set;
import java.util.TreeSet;

/** The keys of a {@code serverless} section by which its provider is to scale it: Tuna's, with Tuna's defaults. */
record ServerlessSection(Section section) {
    static final Set<String> KEYS = Set.of(
            "concurrency", "scaledown_window", "timeout", "workers_min", "workers_max", "scaler_value", "provider");

    private static final Set<String> PROVIDERS =
            new TreeSet<>(Set.of("modal", "runpod", "cloudrun", "azure", "baseten", "cerebrium"));

    ServerlessScaling scaling() {
        ServerlessScaling preset = ServerlessScaling.DEFAULT;
        String provider = section.optionalText("provider").orElse(null);
        if (provider != null && !PROVIDERS.contains(provider)) {
            throw section.complaint("there is no provider '" + provider + "', only " + String.join(", ", PROVIDERS)
                    + Nearest.hint(provider, PROVIDERS));
        }
        return section.ruled(() -> new ServerlessScaling(
                section.integer("concurrency", preset.concurrency()),
                section.optionalDuration("scaledown_window").orElse(preset.scaledownWindow()),
                section.optionalDuration("timeout").orElse(preset.timeout()),
                section.integer("workers_min", preset.workersMin()),
                section.integer("workers_max", preset.workersMax()),
                section.integer("scaler_value", preset.scalerValue()),
                provider));
    }
}
