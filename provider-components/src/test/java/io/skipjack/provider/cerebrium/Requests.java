package io.skipjack.provider.cerebrium;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.ProviderSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An endpoint to try things with. */
final class Requests {
    static final String NAME = "sj-0a1b2c-rack-3d4e5f";
    static final String SECRET = "eyJhbGciOiJub25lIn0.top-secret-0123456789";

    private Requests() {}

    static EndpointRequest of(String model) {
        return new EndpointRequest(
                "owner",
                new EndpointId("rack", "cerebrium"),
                NAME,
                "r1",
                model,
                new GpuChoice("A100_80GB", 2),
                new EngineSpec(8192, 0, "fp8", ColdStartMode.FAST_BOOT, List.of("--enable-prefix-caching")),
                new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), 0, 3, 4));
    }

    static EndpointRef ref() {
        return new EndpointRef("owner", new EndpointId("rack", "cerebrium"), NAME, Map.of());
    }

    static ProviderSettings settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("token", SECRET, "project-id", "p-1a2b3c4d"));
        settings.putAll(more);
        return ProviderSettings.of(CerebriumProvider.DEFINITION, settings, variable -> null);
    }
}
