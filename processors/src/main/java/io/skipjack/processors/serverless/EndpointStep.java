package io.skipjack.processors.serverless;

import io.skipjack.domain.serverless.EndpointAction;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import org.jspecify.annotations.Nullable;

/**
 * An action with what it was decided by: carried out only while that still holds.
 *
 * @param seen the record as it was; null where there was none
 */
public record EndpointStep(@Nullable EndpointRecord seen, EndpointAction action) {
    EndpointId id() {
        return action.record().id();
    }

    String provider() {
        return id().provider();
    }

    String name() {
        return action.record().name();
    }
}
