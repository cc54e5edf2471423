package io.skipjack.domain.serverless;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an endpoint took from nothing to its first answer.
 *
 * @param provider whose
 * @param gpu name of the worker's GPU
 * @param model served: weights are most of the way
 * @param took measured, or the mean of several
 * @param samples how many were measured; 0 for a figure from elsewhere
 * @param at when last
 */
public record ColdStart(String provider, String gpu, String model, Duration took, int samples, Instant at) {
    /** So many count at most, so that what has become faster or slower shows within as many starts. */
    private static final int MEMORY = 10;

    /** Whether it is of that provider, GPU and model. */
    public boolean isOf(String whose, String gpuName, String served) {
        return provider.equals(whose) && gpu.equals(gpuName) && model.equals(served);
    }

    /** The mean with one more. */
    public ColdStart with(Duration one, Instant when) {
        int before = Math.min(samples, MEMORY - 1);
        Duration mean = took.multipliedBy(before).plus(one).dividedBy(before + 1L);
        return new ColdStart(provider, gpu, model, mean, samples + 1, when);
    }
}
