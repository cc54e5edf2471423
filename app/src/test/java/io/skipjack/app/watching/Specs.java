package io.skipjack.app.watching;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.market.GpuNeed;
import java.util.List;

/** What deployments of tests ask for. */
public final class Specs {
    public static final ServerlessSpec SERVERLESS =
            new ServerlessSpec(GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of("modal"));

    private Specs() {}
}
