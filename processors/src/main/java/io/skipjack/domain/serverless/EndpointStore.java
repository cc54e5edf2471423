package io.skipjack.domain.serverless;

import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.util.List;

/**
 * The durable memory of serverless endpoints, in the store of {@link io.skipjack.domain.fleet.FleetStore} and by its rules:
 * each method is one transaction, done when it returns; those with an epoch write for the leader alone, or throw {@link
 * StaleEpochException}; all may throw {@link StoreUnavailableException}.
 */
public interface EndpointStore {
    /** Every endpoint that a provider may hold any part of, in order of their ids. */
    List<EndpointRecord> endpoints();

    /** Adds a record or replaces the one with its id. */
    void save(long epoch, EndpointRecord record);

    /** Forgets an endpoint of which nothing is left; nothing happens when it is not there. */
    void remove(long epoch, EndpointId id);

    /** What was measured, one for each provider, GPU and model. */
    List<ColdStart> coldStarts();

    /** Replaces what was known of the same provider, GPU and model. */
    void save(long epoch, ColdStart measured);
}
