package io.skipjack.provider.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Cerebrium's REST API, on the apps of one project. */
final class CerebriumApi {
    /** What was deployed last, kept in the app's secrets: nothing else of an app is ours to write. */
    static final String REVISION = "SKIPJACK_REVISION";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RestClient rest;
    private final String project;
    private final String region;

    CerebriumApi(ProviderSettings settings, Redaction redaction) {
        project = settings.text("project-id");
        region = settings.text("region");
        rest = new RestClient(
                "cerebrium",
                settings.uri("api-url"),
                TIMEOUT,
                redaction,
                () -> Map.of("Authorization", "Bearer " + settings.text("token")));
    }

    private String path(String rest) {
        return "/v2/projects/" + RestClient.segment(project) + rest;
    }

    /** An app's id begins with its project's. */
    private String app(String name, String rest) {
        return path("/apps/" + RestClient.segment(project + "-" + name) + rest);
    }

    RestAnswer apps() throws ProviderUnavailableException {
        return rest.get(path("/apps"));
    }

    /** Names of the project's apps. */
    List<String> names() throws ProviderUnavailableException {
        return rows("listing apps", apps()).stream()
                .map(app -> app.path("id").asText())
                .map(id -> id.startsWith(project + "-") ? id.substring(project.length() + 1) : id)
                .toList();
    }

    RestAnswer app(String name) throws ProviderUnavailableException {
        return rest.get(app(name, ""));
    }

    RestAnswer delete(String name) throws ProviderUnavailableException {
        return rest.delete(app(name, ""));
    }

    RestAnswer scale(String name, int replicasMin, int replicasMax) throws ProviderUnavailableException {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        return rest.patch(
                app(name, ""), wish.put("minReplicaCount", replicasMin).put("maxReplicaCount", replicasMax));
    }

    /** An app's secrets by name, in the clear: never to be shown. Containers find them in their environment. */
    RestAnswer secrets(String name) throws ProviderUnavailableException {
        return rest.get(app(name, "/secrets"));
    }

    RestAnswer setSecrets(String name, JsonNode secrets) throws ProviderUnavailableException {
        return rest.patch(app(name, "/secrets"), secrets);
    }

    List<JsonNode> containers(String name) throws ProviderUnavailableException {
        return rows("looking at " + name, rest.get(app(name, "/containers")));
    }

    /** @param search empty for all lines */
    RestAnswer logs(String name, Instant since, int lines, String search) throws ProviderUnavailableException {
        String query =
                "?afterDate=%s&direction=forward&pageSize=%d".formatted(RestClient.segment(since.toString()), lines);
        return rest.get(app(name, "/logs" + query + (search.isEmpty() ? "" : "&search=" + RestClient.segment(search))));
    }

    /** Names of the folders that hold our endpoints' weights. */
    List<String> weights() throws ProviderUnavailableException {
        RestAnswer answer = rest.get(path("/volumes/default/ls?region=%s&dir=%s"
                .formatted(RestClient.segment(region), RestClient.segment(CerebriumFiles.WEIGHTS))));
        return answer.isAbsent()
                ? List.of()
                : rows("listing files", answer).stream()
                        .map(file ->
                                file.path("name").asText().replaceAll("/+$", "").replaceAll(".*/", ""))
                        .toList();
    }

    RestAnswer deleteWeights(String name) throws ProviderUnavailableException {
        return rest.delete(path("/volumes/default/rm?region=%s&file_path=%s"
                .formatted(RestClient.segment(region), RestClient.segment("/" + CerebriumFiles.WEIGHTS + name + "/"))));
    }

    /** A list, or a failure: a refusal here tells nothing of what is there. */
    private static List<JsonNode> rows(String doing, RestAnswer answer) throws ProviderUnavailableException {
        JsonNode list = granted(doing, answer).json();
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            throw new ProviderUnavailableException("%s on cerebrium, %s".formatted(doing, answer.words()));
        }
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    static RestAnswer granted(String doing, RestAnswer answer) throws ProviderUnavailableException {
        return answer.granted(doing + " on cerebrium");
    }

    static RestAnswer grantedOrAbsent(String doing, RestAnswer answer) throws ProviderUnavailableException {
        return answer.grantedOrAbsent(doing + " on cerebrium");
    }
}
