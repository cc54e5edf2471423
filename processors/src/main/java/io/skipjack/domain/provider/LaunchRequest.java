package io.skipjack.domain.provider;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.ReplicaId;

/**
 * One replica to be launched.
 *
 * @param owner of all our leases: {@link io.skipjack.domain.fleet.FleetStore#owner}
 * @param replica which
 * @param model what its engine serves
 * @param revision of the deployment
 * @param spec how it is to be
 * @param intent the offers and the token, as they were written down
 */
public record LaunchRequest(
        String owner, ReplicaId replica, String model, String revision, FleetSpec spec, LaunchIntent intent) {}
