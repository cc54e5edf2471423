package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Hugging Face tokens of endpoints: each has a secret of its own name, which the environment of its workers refers to,
 * so that the endpoint's own settings, which everybody in the account may read, do not hold it.
 */
final class RunpodSecrets {
    private static final String LIST = "secrets";

    private final RunpodApi api;

    RunpodSecrets(RunpodApi api) {
        this.api = api;
    }

    /** Makes it, or changes its value. The refusal; null when it is there. */
    @Nullable
    RestAnswer put(String name, String value) throws ProviderUnavailableException {
        RestAnswer listed = api.listSecrets();
        if (!listed.isOk()) {
            return listed;
        }
        List<String> ids = ids(name, RunpodApi.items(listed, LIST));
        RestAnswer answer = ids.isEmpty() ? api.createSecret(name, value) : api.updateSecret(ids.getFirst(), value);
        return answer.isOk() ? null : answer;
    }

    /** Deletes it if it is there; what is left of it. */
    List<String> delete(String name) throws ProviderUnavailableException {
        List<String> left = new ArrayList<>();
        for (String id : ids(name, RunpodApi.items(api.listSecrets(), LIST))) {
            RestAnswer answer = api.deleteSecret(id);
            if (!answer.isOk() && !answer.isAbsent()) {
                left.add("secret %s (%s)".formatted(name, answer.words()));
            }
        }
        return left;
    }

    /** The names of all. */
    List<String> names() throws ProviderUnavailableException {
        return RunpodApi.items(api.listSecrets(), LIST).stream()
                .map(each -> each.path("name").asText())
                .toList();
    }

    private static List<String> ids(String name, List<JsonNode> secrets) {
        return secrets.stream()
                .filter(each -> each.path("name").asText().equals(name))
                .map(each -> each.path("id").asText())
                .toList();
    }
}
