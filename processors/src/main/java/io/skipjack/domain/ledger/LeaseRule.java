package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.BillingRule;
import java.time.Duration;

/**
 * How a provider charges for a machine.
 *
 * @param time how it rounds
 * @param freeIfTakenWithin a machine that the provider takes back sooner than that after its launch costs nothing; 0 s for
 *     no such rule. Its disk and address are charged all the same
 */
public record LeaseRule(BillingRule time, Duration freeIfTakenWithin) {
    private static final BillingRule SECONDS = new BillingRule(Duration.ofSeconds(1), Duration.ofSeconds(60));

    /**
     * EC2's for Linux on demand: by the second, at least 60 of them
     * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/concepts.html, per-second billing).
     */
    public static final LeaseRule EC2_ON_DEMAND = new LeaseRule(SECONDS, Duration.ZERO);

    /**
     * EC2's for spot: the same, and nothing for one that EC2 interrupts in its first hour
     * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-for-interrupted-spot-instances.html).
     */
    public static final LeaseRule EC2_SPOT = new LeaseRule(SECONDS, Duration.ofHours(1));
}
