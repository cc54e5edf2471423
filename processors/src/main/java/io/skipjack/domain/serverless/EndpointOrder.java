package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.ServerlessSpec;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order requests try a deployment's endpoints: as the user named them, and those that are there first. */
public final class EndpointOrder {
    private EndpointOrder() {}

    /** @param deployment null for one that is gone */
    public static Comparator<EndpointRecord> of(@Nullable Deployment deployment) {
        ServerlessSpec spec = deployment == null ? null : deployment.endpoint();
        List<String> named = spec == null ? List.of() : spec.providers();
        return Comparator.comparingInt((EndpointRecord record) -> place(named, record))
                .thenComparing(record -> record.state() != EndpointState.DEPLOYED)
                .thenComparing(record -> record.id().provider());
    }

    private static int place(List<String> named, EndpointRecord record) {
        int place = named.indexOf(record.id().provider());
        return place < 0 ? named.size() : place;
    }
}
