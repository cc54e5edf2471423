package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The calls of RunPod's management API that are needed, each as its OpenAPI document has it. */
final class RunpodApi {
    /** Of the list in an answer. */
    static final String ENDPOINTS = "endpoints";

    private static final String SERVERLESS = "/v2/serverless";
    private static final String SECRETS = "/v2/account/secrets";
    /** A log stream does not end: so long without a line is its end to us. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final RestClient client;

    RunpodApi(RestClient client) {
        this.client = client;
    }

    RestAnswer listEndpoints() throws ProviderUnavailableException {
        return client.get(SERVERLESS);
    }

    /** Those of a name, as {@link RunpodEndpoint#named} has them. */
    List<RunpodEndpoint> named(String name) throws ProviderUnavailableException {
        return RunpodEndpoint.named(name, items(listEndpoints(), ENDPOINTS));
    }

    RestAnswer createEndpoint(JsonNode body) throws ProviderUnavailableException {
        return client.post(SERVERLESS, body);
    }

    RestAnswer updateEndpoint(String id, JsonNode body) throws ProviderUnavailableException {
        return client.patch(endpoint(id), body);
    }

    /** Ends its workers too. */
    RestAnswer deleteEndpoint(String id) throws ProviderUnavailableException {
        return client.delete(endpoint(id));
    }

    /** Those that are there now: none for an endpoint that is scaled to zero. Asking starts none. */
    RestAnswer listWorkers(String id) throws ProviderUnavailableException {
        return client.get(endpoint(id) + "/workers");
    }

    /** What a worker wrote: {@code {"ts","source","line"}} each, oldest first. */
    List<JsonNode> workerLogs(String id, String worker, Instant since, int most) throws ProviderUnavailableException {
        String path = "%s/workers/%s/logs?source=container&since=%s"
                .formatted(endpoint(id), RestClient.segment(worker), RestClient.segment(since.toString()));
        return client.events(path, most, QUIET);
    }

    /** All GPU types with their prices, and how many of them so large a worker could have now. */
    RestAnswer listGpus(int count) throws ProviderUnavailableException {
        return client.get("/v2/catalog/gpus?include=AVAILABILITY&product=SERVERLESS&count=" + count);
    }

    /** What was charged for an endpoint, by the hour, and for those that are not whole too. */
    RestAnswer billing(String id, Instant from, Instant until) throws ProviderUnavailableException {
        return client.get("/v2/billing/serverless?serverlessId=%s&bucketSize=hour&startTime=%s&endTime=%s"
                .formatted(
                        RestClient.segment(id),
                        RestClient.segment(from.toString()),
                        RestClient.segment(until.toString())));
    }

    RestAnswer listSecrets() throws ProviderUnavailableException {
        return client.get(SECRETS);
    }

    RestAnswer createSecret(String name, String value) throws ProviderUnavailableException {
        return client.post(
                SECRETS,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("value", value)
                        .put("description", "Hugging Face token of Skipjack's endpoint of this name"));
    }

    RestAnswer updateSecret(String id, String value) throws ProviderUnavailableException {
        return client.patch(
                SECRETS + "/" + RestClient.segment(id),
                JsonNodeFactory.instance.objectNode().put("value", value));
    }

    RestAnswer deleteSecret(String id) throws ProviderUnavailableException {
        return client.delete(SECRETS + "/" + RestClient.segment(id));
    }

    private static String endpoint(String id) {
        return SERVERLESS + "/" + RestClient.segment(id);
    }

    /**
     * What a list holds.
     *
     * @throws ProviderUnavailableException when the answer is a refusal, or holds no such list
     */
    static List<JsonNode> items(RestAnswer answer, String key) throws ProviderUnavailableException {
        return answer.items(key, "listing %s at runpod".formatted(key));
    }

    /** The answer, unless it is a refusal: for calls that say nothing else than that they could not. */
    static RestAnswer granted(RestAnswer answer, String doing) throws ProviderUnavailableException {
        return answer.granted(doing + " at runpod");
    }

    /** The same for what need not be there. */
    static void grantedOrAbsent(RestAnswer answer, String doing) throws ProviderUnavailableException {
        answer.grantedOrAbsent(doing + " at runpod");
    }
}
