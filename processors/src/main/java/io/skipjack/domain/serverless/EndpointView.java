package io.skipjack.domain.serverless;

import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what to do next about one deployment's endpoints.
 *
 * @param owner of all that is ours
 * @param deployment its name
 * @param wanted null when it is to have no endpoint of ours any more: then all of them go
 * @param records of it
 * @param spot how its spot tier does
 * @param memory what this router did about each lately; what it does not know of it did not do
 * @param unusable providers that must not be called, with the reason: no credential, or unknown
 */
public record EndpointView(
        String owner,
        String deployment,
        @Nullable Wanted wanted,
        List<EndpointRecord> records,
        SpotStanding spot,
        Map<EndpointId, Memory> memory,
        Map<String, String> unusable) {
    public EndpointView {
        records = List.copyOf(records);
        memory = Map.copyOf(memory);
        unusable = Map.copyOf(unusable);
    }

    /**
     * What is wanted.
     *
     * @param model to serve
     * @param revision of all that is wanted
     * @param spec as the user wrote it
     * @param ranking who could run it
     * @param mayChoose whether enough is known of the market to choose a provider, where the user named none
     */
    public record Wanted(
            String model, String revision, ServerlessSpec spec, ServerlessRanking ranking, boolean mayChoose) {}

    /**
     * What a router remembers of an endpoint while it runs; one that starts anew looks at once.
     *
     * @param lookedAt when it last asked how the endpoint is; null for never
     * @param warmedFor replicas for whose interruption it has warmed the endpoint
     */
    public record Memory(@Nullable Instant lookedAt, Set<ReplicaId> warmedFor) {
        public static final Memory NONE = new Memory(null, Set.of());

        public Memory {
            warmedFor = Set.copyOf(warmedFor);
        }
    }

    Memory memory(EndpointId id) {
        return memory.getOrDefault(id, Memory.NONE);
    }

    /** Its endpoint at that provider; null when there is none. */
    public @Nullable EndpointRecord at(String provider) {
        return records.stream()
                .filter(record -> record.id().provider().equals(provider))
                .findFirst()
                .orElse(null);
    }
}
