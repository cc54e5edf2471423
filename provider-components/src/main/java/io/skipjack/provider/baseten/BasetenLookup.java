package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.spi.RestAnswer;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a model with its deployments: by the id that was noted, or else by name. Wakes nobody. */
final class BasetenLookup {
    /** The fact that is noted of an endpoint. */
    static final String MODEL = "model";

    private final BasetenApi api;

    /**
     * A model that is there.
     *
     * @param model its id
     * @param deployments newest first
     */
    record Found(String model, List<BasetenDeployment> deployments) {
        Found {
            deployments = List.copyOf(deployments);
        }
    }

    BasetenLookup(BasetenApi api) {
        this.api = api;
    }

    /** Null when there is none. */
    @Nullable
    Found find(EndpointRef endpoint) throws ProviderUnavailableException {
        String noted = endpoint.facts().get(MODEL);
        Found found = noted == null ? null : look(noted);
        if (found != null) {
            return found;
        }
        List<BasetenModel> named = BasetenModel.named(
                endpoint.name(), BasetenApi.items(api.listModels(endpoint.name()), BasetenApi.MODELS));
        return named.isEmpty() ? null : look(named.getFirst().id());
    }

    Found present(EndpointRef endpoint) throws ProviderUnavailableException {
        Found found = find(endpoint);
        if (found == null) {
            throw new ProviderUnavailableException("baseten has no model " + endpoint.name());
        }
        return found;
    }

    private @Nullable Found look(String model) throws ProviderUnavailableException {
        RestAnswer answer = api.listDeployments(model);
        return answer.isAbsent() ? null : new Found(model, deployments(answer));
    }

    /** Newest first. */
    static List<BasetenDeployment> deployments(RestAnswer answer) throws ProviderUnavailableException {
        Comparator<JsonNode> age =
                Comparator.comparing(each -> each.path("created_at").asText());
        return BasetenApi.items(answer, BasetenApi.DEPLOYMENTS).stream()
                .sorted(age.reversed())
                .map(BasetenDeployment::of)
                .toList();
    }
}
