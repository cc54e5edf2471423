package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A lease of ours as the provider shows it, found by its owner tag.
 *
 * @param lease with what the tags and the provider say; its price is what the provider knows, or zero; its end is null
 *     where the provider shows it running, and where it does not say more than that it has ended
 * @param replica whose it is by its tags; null when they name none that can be read
 * @param token of the launch it came from; empty when its tag is missing
 * @param epoch of the leadership that launched it; 0 when its tag is missing
 * @param status where it is
 * @param statusReason the provider's words for the last change, such as {@code Server.SpotInstanceTermination}; may be
 *     empty
 */
public record ObservedLease(
        Lease lease, @Nullable ReplicaId replica, String token, long epoch, Status status, String statusReason) {

    /** The same, with what the provider says of its end. */
    public ObservedLease ended(LeaseEnd end) {
        return new ObservedLease(lease.ended(end), replica, token, epoch, status, statusReason);
    }

    /** Whose it is by its tags; empty where they name none. */
    public String deployment() {
        return replica == null ? "" : replica.deployment();
    }

    /** Whether it is still paid for. */
    public boolean isLive() {
        return status == Status.PENDING || status == Status.RUNNING;
    }

    /**
     * The lease as a launch's own: where the provider does not know the price, it is the intended offer's; and what the
     * listing cannot tell of the offer the intent can.
     */
    Lease launchedBy(LaunchIntent intent) {
        for (PricedOffer intended : intent.offers()) {
            Offer offer = intended.offer();
            if (offer.zone().equals(lease.offer().zone())
                    && offer.shape().equals(lease.offer().shape())) {
                Money price = lease.perHour().isMoreThan(Money.ZERO) ? lease.perHour() : intended.perHour();
                return new Lease(lease.id(), offer, price, lease.launchedAt(), lease.address(), lease.end());
            }
        }
        return lease;
    }

    /** Where a lease is, in the provider's eyes. */
    public enum Status {
        PENDING,
        RUNNING,
        /** On its way out; nothing is paid any more from here on. */
        STOPPING,
        GONE;

        /** The word used in status and logs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
