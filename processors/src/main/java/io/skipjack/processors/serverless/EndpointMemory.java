package io.skipjack.processors.serverless;

import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.serverless.EndpointStore;

/**
 * What survives a crash, and who may write it.
 *
 * @param endpoints what providers may hold
 * @param fleets how the spot tiers do, and whose all of it is
 * @param leader which leadership this router writes under
 * @param events where what was done is noted, once it is written
 */
public record EndpointMemory(EndpointStore endpoints, FleetStore fleets, LeaderEpoch leader, EventBook events) {}
