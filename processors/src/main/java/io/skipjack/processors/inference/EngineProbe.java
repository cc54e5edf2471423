package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.ProbeResult;
import org.jspecify.annotations.Nullable;

/** Asks an engine how it is. Implementations block their thread for at most the configured probe time-out. */
public interface EngineProbe {
    /** Its health path, or its model list where it has none. */
    ProbeResult health(UpstreamSpec upstream);

    /** One real token; null when the engine cannot be asked so (an embedding model) or is just busy. */
    @Nullable
    ProbeResult generate(UpstreamSpec upstream, String model);
}
