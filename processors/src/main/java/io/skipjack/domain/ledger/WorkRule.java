package io.skipjack.domain.ledger;

import java.time.Duration;

/**
 * What one GPU takes at once, for {@link WorkMeter}.
 *
 * @param workerConcurrency requests one serverless worker takes at once, 1 or more
 * @param idleWindow how long an idle worker stays
 * @param machineConcurrency requests one machine of a fleet takes at once, 1 or more
 */
public record WorkRule(int workerConcurrency, Duration idleWindow, int machineConcurrency) {
    public WorkRule {
        if (workerConcurrency < 1 || machineConcurrency < 1 || idleWindow.isNegative()) {
            throw new IllegalArgumentException("a GPU takes one request or more, and stays no time or some");
        }
    }
}
