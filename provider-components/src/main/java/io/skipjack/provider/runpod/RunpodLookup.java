package io.skipjack.provider.runpod;

import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.spi.RestAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an endpoint with its workers: by the id that was noted, or else by name. Wakes nobody. */
final class RunpodLookup {
    /** Facts that are noted of an endpoint. */
    static final String ID = "id";

    static final String KIND = "kind";

    private final RunpodApi api;

    /**
     * An endpoint that is there.
     *
     * @param id RunPod's
     * @param kind how requests reach its workers
     * @param workers now
     */
    record Found(String id, RunpodKind kind, RunpodWorkers workers) {}

    RunpodLookup(RunpodApi api) {
        this.api = api;
    }

    /** Null when there is none. */
    @Nullable
    Found find(EndpointRef endpoint) throws ProviderUnavailableException {
        String noted = endpoint.facts().get(ID);
        String kind = endpoint.facts().get(KIND);
        Found found = noted == null || kind == null ? null : look(noted, RunpodKind.of(kind));
        if (found != null) {
            return found;
        }
        List<RunpodEndpoint> named = api.named(endpoint.name());
        return named.isEmpty()
                ? null
                : look(named.getFirst().id(), named.getFirst().kind());
    }

    Found present(EndpointRef endpoint) throws ProviderUnavailableException {
        Found found = find(endpoint);
        if (found == null) {
            throw new ProviderUnavailableException("runpod has no endpoint " + endpoint.name());
        }
        return found;
    }

    private @Nullable Found look(String id, RunpodKind kind) throws ProviderUnavailableException {
        RestAnswer answer = api.listWorkers(id);
        return answer.isAbsent()
                ? null
                : new Found(
                        id,
                        kind,
                        RunpodWorkers.of(RunpodApi.granted(answer, "looking at endpoint " + id)
                                .json()));
    }
}
