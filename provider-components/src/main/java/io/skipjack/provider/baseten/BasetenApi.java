package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Instant;
import java.util.List;

/** The calls of Baseten's management API that are needed, each as its reference has it. */
final class BasetenApi {
    /** Of lists in answers. */
    static final String MODELS = "models";

    static final String DEPLOYMENTS = "deployments";

    private static final String PRODUCTION = "/environments/production";

    private final RestClient client;

    BasetenApi(RestClient client) {
        this.client = client;
    }

    RestAnswer listModels() throws ProviderUnavailableException {
        return client.get("/v1/models");
    }

    /** One at most in each team. */
    RestAnswer listModels(String name) throws ProviderUnavailableException {
        return client.get("/v1/models?name=" + RestClient.segment(name));
    }

    RestAnswer deleteModel(String model) throws ProviderUnavailableException {
        return client.delete(model(model));
    }

    /** Checks what is to be deployed, and lends a place in a bucket for its archive. */
    RestAnswer prepareUpload(JsonNode body) throws ProviderUnavailableException {
        return client.post("/v1/prepare_model_upload", body);
    }

    RestAnswer createModel(JsonNode source) throws ProviderUnavailableException {
        return client.post("/v1/models", sourced(source));
    }

    RestAnswer createDeployment(String model, JsonNode source) throws ProviderUnavailableException {
        return client.post(model(model) + "/deployments", sourced(source));
    }

    RestAnswer listDeployments(String model) throws ProviderUnavailableException {
        return client.get(model(model) + "/deployments");
    }

    RestAnswer deleteDeployment(String model, String deployment) throws ProviderUnavailableException {
        return client.delete(model(model) + "/deployments/" + RestClient.segment(deployment));
    }

    /** Takes a deployment that somebody stopped into use again; at most 20 a minute. */
    RestAnswer activate(String model, String deployment) throws ProviderUnavailableException {
        return client.post(
                "%s/deployments/%s/activate".formatted(model(model), RestClient.segment(deployment)),
                JsonNodeFactory.instance.objectNode());
    }

    /** Of the environment: they hold for its next deployments too. */
    RestAnswer updateScaling(String model, JsonNode scaling) throws ProviderUnavailableException {
        return client.patch(
                model(model) + PRODUCTION, JsonNodeFactory.instance.objectNode().set("autoscaling_settings", scaling));
    }

    /** Makes or changes a secret; there is no call that deletes one. */
    RestAnswer putSecret(String name, String value) throws ProviderUnavailableException {
        return client.post(
                "/v1/secrets",
                JsonNodeFactory.instance.objectNode().put("name", name).put("value", value));
    }

    RestAnswer listPrices() throws ProviderUnavailableException {
        return client.get("/v1/instance_type_prices");
    }

    /** What was used and what it costs, of all models; over at most 31 days. */
    RestAnswer usage(Instant from, Instant until) throws ProviderUnavailableException {
        return client.get("/v1/billing/usage_summary?start_date=%s&end_date=%s"
                .formatted(RestClient.segment(from.toString()), RestClient.segment(until.toString())));
    }

    /** {@code {"timestamp","message","replica"}} each, oldest first. */
    RestAnswer logs(String model, Instant since, int most) throws ProviderUnavailableException {
        return client.get("%s%s/logs?start_epoch_millis=%d&direction=asc&limit=%d"
                .formatted(model(model), PRODUCTION, since.toEpochMilli(), most));
    }

    private static String model(String id) {
        return "/v1/models/" + RestClient.segment(id);
    }

    private static JsonNode sourced(JsonNode source) {
        return JsonNodeFactory.instance.objectNode().set("source", source);
    }

    /**
     * What a list holds.
     *
     * @throws ProviderUnavailableException when the answer is a refusal, or holds no such list
     */
    static List<JsonNode> items(RestAnswer answer, String key) throws ProviderUnavailableException {
        return answer.items(key, "listing %s at baseten".formatted(key));
    }

    /** The answer, unless it is a refusal: for calls that say nothing else than that they could not. */
    static RestAnswer granted(RestAnswer answer, String doing) throws ProviderUnavailableException {
        return answer.granted(doing + " at baseten");
    }

    /** The same for what need not be there. */
    static void grantedOrAbsent(RestAnswer answer, String doing) throws ProviderUnavailableException {
        answer.grantedOrAbsent(doing + " at baseten");
    }
}
