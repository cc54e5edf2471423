package io.skipjack.domain.provider;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A company that sells GPU time. Methods block, may be called by many threads, and are safe to repeat. */
public interface Provider {
    /** The word in {@code provider:NAME} and in offers, such as {@code ec2}. */
    String name();

    /**
     * Launches one replica on the best of the intended offers that is to be had. Repeated with the same token it gives
     * the same lease, also after a crash between the call and its answer.
     *
     * @throws ProviderUnavailableException when what became of it is not known: repeat
     */
    LaunchOutcome launch(LaunchRequest request) throws ProviderUnavailableException;

    /**
     * Ends leases; one that is gone already counts as ended. One that cannot be ended keeps no other from it.
     *
     * @return ids of those whose end was accepted, or that are gone; the others must be asked for again
     */
    Set<String> terminate(Collection<Lease> leases) throws ProviderUnavailableException;

    /**
     * All leases that carry this owner's tag, in these regions, and no others.
     *
     * @throws ProviderUnavailableException when no region answered
     */
    Listing list(String owner, Set<String> regions) throws ProviderUnavailableException;

    /**
     * What would fit a deployment now, with prices, spot and on-demand. Sizes whose GPU count is just the wanted one.
     *
     * @throws ProviderUnavailableException when no region answered
     */
    List<PriceQuote> quote(FleetSpec spec) throws ProviderUnavailableException;

    /**
     * What these offers have cost since then, oldest first: each price from when it took effect, the one that was in effect
     * at that instant included. A price that cannot be is left out. Of an offer whose price does not move, the one it has,
     * as of that instant; of one that the provider knows nothing of, or whose region does not answer, nothing.
     *
     * @throws ProviderUnavailableException when no region answered
     */
    List<PriceQuote> priceHistory(Collection<Offer> offers, Instant since) throws ProviderUnavailableException;

    /** What is paid per hour beside an offer's price, for disk and address, as long as its lease lasts. Asks nobody. */
    Money sidePerHour(Offer offer);

    /**
     * What was written on a lease's machine since then, oldest first: the last part that the provider keeps. Empty where it
     * shows nothing yet, or nothing any more.
     */
    List<LeaseLog> logs(Lease lease, Instant since) throws ProviderUnavailableException;
}
