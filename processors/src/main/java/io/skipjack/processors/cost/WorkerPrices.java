package io.skipjack.processors.cost;

import io.skipjack.domain.cost.WorkerPrice;
import io.skipjack.domain.serverless.EndpointRecord;
import org.jspecify.annotations.Nullable;

/** Tells what workers of endpoints cost, without asking a provider. Safe for many threads. */
public interface WorkerPrices {
    /** Of one worker of that endpoint; null when nobody says, or this router does not know the provider. */
    @Nullable
    WorkerPrice of(EndpointRecord endpoint);
}
