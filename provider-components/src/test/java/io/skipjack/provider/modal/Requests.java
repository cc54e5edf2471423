package io.skipjack.provider.modal;

import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An endpoint to try things with. */
final class Requests {
    static final String NAME = "sj-0a1b2c-rack-3d4e5f";

    private Requests() {}

    static EndpointRequest of(String model) {
        return new EndpointRequest(
                "owner",
                new EndpointId("rack", "modal"),
                NAME,
                "r1",
                model,
                new GpuChoice("A100_80GB", 2),
                new EngineSpec(8192, 0, "fp8", ColdStartMode.FAST_BOOT, List.of("--enable-prefix-caching")),
                new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), 0, 3, 4));
    }

    static EndpointRef ref() {
        return new EndpointRef("owner", new EndpointId("rack", "modal"), NAME, Map.of());
    }
}
