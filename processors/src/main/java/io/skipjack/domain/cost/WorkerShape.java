package io.skipjack.domain.cost;

import java.math.BigDecimal;

/**
 * What one serverless worker of ours has besides its GPUs, and is charged for beside them.
 *
 * @param cores of CPU as the provider counts and prices them, 0 or more
 * @param memoryGib of memory, 0 or more
 */
public record WorkerShape(BigDecimal cores, BigDecimal memoryGib) {
    /** Where the price of the GPU is the price of the whole worker. */
    public static final WorkerShape NONE = new WorkerShape(BigDecimal.ZERO, BigDecimal.ZERO);

    public WorkerShape {
        if (cores.signum() < 0 || memoryGib.signum() < 0) {
            throw new IllegalArgumentException("a worker has no fewer than 0 cores, and no less than 0 GiB");
        }
    }

    public static WorkerShape of(long cores, long memoryGib) {
        return new WorkerShape(BigDecimal.valueOf(cores), BigDecimal.valueOf(memoryGib));
    }
}
