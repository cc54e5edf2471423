package io.skipjack.domain.cost;

import java.time.Instant;

/**
 * What one worker of an endpoint costs, by all that is known now.
 *
 * @param perHour of the whole worker: GPUs, and CPU and memory where they are charged apart
 * @param rule how its time is rounded
 * @param source of the price, for operators
 * @param at when the price held
 * @param live whether the provider said it itself; false for one from the dated list
 */
public record WorkerPrice(Money perHour, BillingRule rule, String source, Instant at, boolean live) {}
