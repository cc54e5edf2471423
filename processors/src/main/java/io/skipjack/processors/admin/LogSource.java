package io.skipjack.processors.admin;

import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.SourceLog;
import io.skipjack.domain.provider.LeaseLogRequest;
import io.skipjack.domain.provider.LogRequest;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One replica or endpoint that writes, and what was read of it.
 *
 * @param component which kind
 * @param name as shown: the replica's, or the endpoint's provider
 * @param log what was read so far
 * @param nothing what to say when there is no line of it
 * @param over whether it writes no more
 * @param replica null for an endpoint
 * @param endpoint null for a replica
 */
record LogSource(
        LogComponent component,
        String name,
        SourceLog log,
        String nothing,
        boolean over,
        @Nullable Replica replica,
        @Nullable EndpointRef endpoint) {

    static LogSource of(Replica replica, SourceLog log) {
        boolean ended = replica.state() == ReplicaState.ENDED;
        String nothing = replica.lease() == null
                ? "it has no machine"
                : ended
                        ? "it has ended, and its provider shows nothing of its console any more"
                        : "its console shows nothing yet";
        return new LogSource(LogComponent.SPOT, replica.id().toString(), log, nothing, ended, replica, null);
    }

    static LogSource of(EndpointRecord record, String owner, SourceLog log) {
        return new LogSource(
                LogComponent.SERVERLESS,
                record.id().provider(),
                log,
                "its provider shows no lines of that time, or has no API for them",
                false,
                null,
                record.ref(owner));
    }

    /** Whether there is anybody to ask. */
    boolean canBeAsked() {
        return endpoint != null || Objects.requireNonNull(replica).lease() != null;
    }

    LogQuestion question(Instant since) {
        if (endpoint != null) {
            return new LogQuestion(this, endpoint.id().provider(), "logs", new LogRequest(endpoint, since), since);
        }
        var lease = Objects.requireNonNull(Objects.requireNonNull(replica).lease());
        return new LogQuestion(this, lease.offer().provider(), "lease-logs", new LeaseLogRequest(lease, since), since);
    }
}
