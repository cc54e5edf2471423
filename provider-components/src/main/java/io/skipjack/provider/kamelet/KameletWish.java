package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.EngineArguments;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is to be, as flat JSON. Its text, the memo, is kept at the provider with the endpoint: so it can be seen
 * later, by whoever looks, whether the endpoint is as wanted, and all of it is known when only its workers change.
 */
record KameletWish(ObjectNode facts) {
    static final String MEMO = "memo";
    static final String ARGUMENTS_TEXT = "argumentsText";
    static final String WORKERS_MIN = "workersMin";
    static final String WORKERS_MAX = "workersMax";
    static final String SHAPE = "shape";

    private static final String REVISION = "revision";
    private static final String ARGUMENTS = "arguments";
    /** What {@code ${variable.json[...]}} knows. */
    static final List<String> NAMES = List.of(
            REVISION,
            "model",
            "gpu",
            "gpuCount",
            SHAPE,
            ARGUMENTS,
            ARGUMENTS_TEXT,
            "concurrency",
            "idleSeconds",
            "timeoutSeconds",
            WORKERS_MIN,
            WORKERS_MAX,
            "scalerValue",
            MEMO);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static KameletWish of(EndpointRequest request, String shape) {
        ObjectNode facts = MAPPER.createObjectNode()
                .put(REVISION, request.revision())
                .put("model", request.model())
                .put("gpu", request.gpu().gpu())
                .put("gpuCount", request.gpu().count())
                .put(SHAPE, shape)
                .put("concurrency", request.scaling().concurrency())
                .put("idleSeconds", request.scaling().scaledownWindow().toSeconds())
                .put("timeoutSeconds", request.scaling().timeout().toSeconds())
                .put(WORKERS_MIN, request.scaling().workersMin())
                .put(WORKERS_MAX, request.scaling().workersMax())
                .put("scalerValue", request.scaling().scalerValue());
        ArrayNode arguments = facts.putArray(ARGUMENTS);
        EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP_TIMEOUT)
                .forEach(arguments::add);
        return new KameletWish(facts);
    }

    /** What a memo says; null for one that is not ours, or was changed. */
    static @Nullable KameletWish of(String memo) {
        try {
            JsonNode read = memo.isEmpty() ? null : MAPPER.readTree(memo);
            return read instanceof ObjectNode facts && facts.path(REVISION).isTextual() ? new KameletWish(facts) : null;
        } catch (JsonProcessingException other) {
            return null;
        }
    }

    String memo() {
        return facts.toString();
    }

    boolean isRevision(String revision) {
        return facts.path(REVISION).asText().equals(revision);
    }

    int workersMin() {
        return facts.path(WORKERS_MIN).asInt();
    }

    int workersMax() {
        return facts.path(WORKERS_MAX).asInt();
    }

    /** Each fact as it stands in JSON, quotes included, with other workers than it was wished with. */
    Map<String, String> literals(int workersMin, int workersMax) {
        Map<String, String> literals = new HashMap<>();
        facts.properties()
                .forEach(each -> literals.put(each.getKey(), each.getValue().toString()));
        literals.put(WORKERS_MIN, Integer.toString(workersMin));
        literals.put(WORKERS_MAX, Integer.toString(workersMax));
        literals.put(MEMO, quoted(memo()));
        literals.put(ARGUMENTS_TEXT, quoted(facts.path(ARGUMENTS).toString()));
        return literals;
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
