package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what a worker's CPU and memory cost beside its GPUs, where a list has them apart. */
@FunctionalInterface
public interface WorkerParts {
    /** Nothing apart. */
    WorkerParts NONE = (provider, gpu) -> null;

    /**
     * Of one worker.
     *
     * @param perHour more than 0
     * @param at when it held
     */
    record Price(Money perHour, Instant at) {}

    /** Null where there is nothing to add to the price of the GPUs. */
    @Nullable
    Price of(String provider, GpuChoice gpu);
}
