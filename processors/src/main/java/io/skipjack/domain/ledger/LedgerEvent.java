package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger, which is only ever added to. Each has a {@link #key} of its own: what is written again after a
 * crash or by another leader has the key of the first, and is not taken twice.
 */
public sealed interface LedgerEvent {
    /** From when on it counts. */
    Instant at();

    /** Tells it from all others; the same for the same fact, whoever notes it. */
    String key();

    /**
     * A machine is paid for from now on.
     *
     * @param provider who charges
     * @param lease the provider's id
     * @param deployment whom it is for; empty where its tags name none
     * @param replica such as {@code rack-3}; empty where its tags name none
     * @param offer what was bought
     * @param perHour price when it was bought; later ones come as {@link PriceTook}
     * @param sidePerHour of its disk and address
     * @param rule how the provider charges
     * @param at launched, as the provider says
     */
    record LeaseOpened(
            String provider,
            String lease,
            String deployment,
            String replica,
            Offer offer,
            Money perHour,
            Money sidePerHour,
            LeaseRule rule,
            Instant at)
            implements LedgerEvent {
        @Override
        public String key() {
            return "lease-opened/%s/%s".formatted(provider, lease);
        }
    }

    /**
     * A machine is not paid for any more. An end that the provider names counts before any that was seen, and of those the
     * last line.
     *
     * @param byProvider whether the provider took it back
     * @param said whether the provider named the instant
     */
    record LeaseClosed(String provider, String lease, boolean byProvider, boolean said, Instant at)
            implements LedgerEvent {
        public static LeaseClosed of(Lease lease, LeaseEnd end) {
            return new LeaseClosed(lease.offer().provider(), lease.id(), end.byProvider(), end.said(), end.at());
        }

        @Override
        public String key() {
            return "lease-closed/%s/%s/%s".formatted(provider, lease, said ? "said" : at);
        }
    }

    /** An offer costs so much from then on. */
    record PriceTook(Offer offer, Money perHour, String source, Instant at) implements LedgerEvent {
        @Override
        public String key() {
            return "price/%s/%s/%d/%s".formatted(offer, offer.region(), offer.gpuCount(), at);
        }
    }

    /**
     * An endpoint runs so many workers from then on, as far as was seen.
     *
     * @param workers 0 or more
     * @param perHour of one worker with all its parts; null where no price is known
     * @param rule how the provider rounds
     */
    record WorkersSeen(
            String provider,
            String deployment,
            int workers,
            @Nullable Money perHour,
            BillingRule rule,
            Instant at) implements LedgerEvent {
        @Override
        public String key() {
            return "workers/%s/%s/%s".formatted(provider, deployment, at);
        }
    }

    /**
     * How a provider is asked about an endpoint: also when it is gone, for invoices come late.
     *
     * @param ref as the record had it
     */
    record EndpointKnown(EndpointRef ref, Instant at) implements LedgerEvent {
        @Override
        public String key() {
            return "endpoint/%s/%s/%s/%s"
                    .formatted(
                            ref.id().provider(),
                            ref.id().deployment(),
                            ref.name(),
                            Integer.toHexString(ref.facts().hashCode()));
        }
    }

    /** What the provider itself charges for an endpoint over a stretch; of two for one stretch the later line counts. */
    record Invoiced(String provider, String deployment, Invoice invoice) implements LedgerEvent {
        @Override
        public Instant at() {
            return invoice.from();
        }

        @Override
        public String key() {
            return "invoice/%s/%s/%s/%s/%d"
                    .formatted(
                            provider,
                            deployment,
                            invoice.from(),
                            invoice.until(),
                            invoice.amount().microDollars());
        }
    }

    /** A router ran over a stretch, on a machine at that price. */
    record RouterRan(String router, Money perHour, Instant at, Instant until) implements LedgerEvent {
        @Override
        public String key() {
            return "router/%s/%s".formatted(router, at);
        }
    }

    /**
     * What the same work would have cost otherwise, from then on.
     *
     * @param model it serves
     * @param rates null once the deployment is gone
     */
    record DeploymentRated(
            String deployment, String model, @Nullable Rates rates, Instant at) implements LedgerEvent {
        @Override
        public String key() {
            return "rates/%s/%s".formatted(deployment, at);
        }
    }

    /**
     * What one router did for one deployment within one minute.
     *
     * @param work GPU time by overlap
     * @param shares by tier and key
     * @param at the minute's begin
     * @param took up to a minute
     */
    record Worked(String router, String deployment, Work work, List<Share> shares, Instant at, Duration took)
            implements LedgerEvent {
        public Worked {
            shares = List.copyOf(shares);
        }

        @Override
        public String key() {
            return "worked/%s/%s/%s".formatted(router, deployment, at);
        }
    }

    /**
     * What requests of one key were answered by one tier.
     *
     * @param tier that answered; null where none did
     * @param apiKey id of the key; empty for requests without one
     */
    record Share(@Nullable Tier tier, String apiKey, Tally tally) {}
}
