package io.skipjack.domain.fleet;

import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The durable memory of the control loops: what survives a crash is what is in here and at the provider. Every method is
 * one transaction, done when it returns, and may be called by many threads.
 *
 * <p>Methods that take an epoch write for the leader: they write nothing and throw {@link StaleEpochException} unless
 * that epoch is the present one, checked in the same transaction. All may throw {@link StoreUnavailableException}.
 */
public interface FleetStore {
    /** Names this installation in tags for ever; made when the store is. 1 to 64 letters, digits and {@code -}. */
    String owner();

    FleetSnapshot snapshot();

    /** One replica of the snapshot, without reading the others; null when it holds none such. */
    default @Nullable Replica find(ReplicaId id) {
        return snapshot().replicas().stream()
                .filter(replica -> replica.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The state of one fleet, likewise. */
    default @Nullable FleetState fleetState(String deployment) {
        return snapshot().states().stream()
                .filter(state -> state.deployment().equals(deployment))
                .findFirst()
                .orElse(null);
    }

    /**
     * Writes a launch down before it is made, if it stays within the bounds.
     *
     * @param replica new, in state {@link ReplicaState#PROVISIONING}; its number must be one that was never used
     * @return false, and nothing written, where a bound would be broken
     * @throws IllegalStateException if the number is taken
     */
    boolean intend(long epoch, Replica replica, FleetBounds bounds);

    /** Replaces the leader's part of a replica that is there; what hosts reported stays as it is in the store. */
    void save(long epoch, Replica replica);

    void save(long epoch, FleetState state);

    /** One more than the highest number a deployment's replicas ever had. */
    int nextNumber(String deployment);

    /**
     * Takes in what a host says; by any router. A report about an unknown replica, or from another machine than the one
     * its lease names (once that is known), is not taken.
     *
     * @return whether the replica is one of ours that is not ended, so that its host may go on
     */
    boolean report(HostReport report, Instant now);

    /** Marks offers that were refused or taken from us as not to be asked for; of two instants for one the later counts. */
    void avoid(long epoch, Collection<AvoidedOffer> offers);

    /** Offers to avoid, with the instant until when; those past are left out. */
    Map<Offer, Instant> avoided(Instant now);

    /** Keeps the newest quote of each offer. */
    void savePrices(long epoch, Collection<PriceQuote> quotes);

    List<PriceQuote> prices();

    /** Notes the load one router sees, by deployment; by any router, about itself. */
    void saveLoads(String router, Map<String, LoadSample> loads, Instant at);

    /** The loads of all routers heard of since then, summed by deployment. */
    Map<String, LoadSample> loads(Instant since);

    /** Forgets replicas that ended, and loads noted, before then; how much. */
    int forget(long epoch, Instant before, Duration olderLoads);
}
