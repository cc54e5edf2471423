package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one answer: as events in the order opening, pieces, endings, closing, or whole. The texts handed in are
 * escaped for JSON already; a subclass only puts brackets around them, which is what keeps a thousand streams cheap.
 */
abstract class AnswerFormat {
    final GenerationRequest request;
    final String id;
    final long created = Instant.now().getEpochSecond();
    final String model;

    AnswerFormat(GenerationRequest request, String idPrefix) {
        this.request = request;
        this.id = idPrefix + UUID.randomUUID().toString().replace("-", "");
        this.model = Json.escape(request.model());
    }

    static AnswerFormat of(GenerationRequest request) {
        return switch (request.form()) {
            case CHAT -> new ChatFormat(request);
            case COMPLETION -> new CompletionFormat(request);
            case RESPONSES -> new ResponsesFormat(request);
            case MESSAGES -> new MessagesFormat(request);
        };
    }

    abstract void opening(Events events, List<Sequence> sequences) throws IOException;

    /** A chunk's text; {@code finish} is set when the answer ends with this very chunk. */
    abstract void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException;

    /** The end of an answer whose last piece did not say so. */
    abstract void ending(Events events, Sequence sequence, String text) throws IOException;

    abstract void closing(Events events, List<Sequence> sequences) throws IOException;

    abstract ObjectNode whole(List<Sequence> sequences);

    /** The error event of an engine that fails in the middle. */
    void error(Events events, String errorBody) throws IOException {
        events.named(request.form() == Form.MESSAGES ? "error" : null, errorBody);
        events.done();
    }

    ObjectNode usage(List<Sequence> sequences) {
        int completion = sequences.stream().mapToInt(Sequence::count).sum();
        return usage(request.promptTokens(), completion);
    }

    /** What ends each chunk of a stream: where usage is asked for, none yet, or what it is so far. */
    final String suffix(Sequence sequence) {
        if (!request.continuousUsage()) {
            return request.includeUsage() ? ",\"usage\":null}" : "}";
        }
        return ",\"usage\":" + usage(sequence.promptIds().length, sequence.count()) + "}";
    }

    /** The ids of a chunk as JSON. */
    static String ids(Sequence sequence) {
        return sequence.chunk() == 1
                ? "[" + sequence.lastId() + "]"
                : array(sequence.chunkIds()).toString();
    }

    static ObjectNode usage(int promptTokens, int completionTokens) {
        return Json.object()
                .put("prompt_tokens", promptTokens)
                .put("total_tokens", promptTokens + completionTokens)
                .put("completion_tokens", completionTokens)
                .putNull("prompt_tokens_details");
    }

    static ArrayNode array(int[] ids) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (int id : ids) {
            array.add(id);
        }
        return array;
    }

    static String quoted(@Nullable String text) {
        return text == null ? "null" : '"' + Json.escape(text) + '"';
    }
}
