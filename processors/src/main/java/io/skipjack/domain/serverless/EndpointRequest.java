package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.market.GpuChoice;

/**
 * One endpoint as it is to be.
 *
 * @param owner of all that is ours: {@link io.skipjack.domain.fleet.FleetStore#owner}
 * @param id which
 * @param name at the provider: {@link EndpointNames#of}
 * @param revision of all below; changes when any of it does
 * @param model what its engine serves
 * @param gpu of one worker
 * @param engine how it is started
 * @param scaling how many workers, and when they go
 */
public record EndpointRequest(
        String owner,
        EndpointId id,
        String name,
        String revision,
        String model,
        GpuChoice gpu,
        EngineSpec engine,
        ServerlessScaling scaling) {}
