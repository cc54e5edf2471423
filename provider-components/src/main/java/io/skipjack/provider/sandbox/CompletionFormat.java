package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code text_completion}, whole and as chunks. */
final class CompletionFormat extends AnswerFormat {
    private final String prefix;

    CompletionFormat(GenerationRequest request) {
        super(request, "cmpl-");
        prefix = "{\"id\":\"" + id + "\",\"object\":\"text_completion\",\"created\":" + created + ",\"model\":\""
                + model + "\",\"choices\":[";
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        // the first chunk is the first token's
    }

    @Override
    void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException {
        String end = quoted(finish) + ",\"stop_reason\":" + (finish == null ? "null" : quoted(sequence.stopText()));
        events.data(prefix + choice(sequence, text, end) + "]" + suffix(sequence));
    }

    @Override
    void ending(Events events, Sequence sequence, String text) throws IOException {
        piece(events, sequence, text, sequence.finish());
    }

    private String choice(Sequence sequence, String text, String finish) {
        boolean first = sequence.count() == sequence.chunk();
        String ids = "";
        if (request.tokenIds()) {
            String promptIds = first ? ",\"prompt_token_ids\":" + array(sequence.promptIds()) : "";
            ids = promptIds + ",\"token_ids\":" + ids(sequence);
        }
        String echoed = first ? Json.escape(echo(sequence)) : "";
        return "{\"index\":" + sequence.index() + ",\"text\":\"" + echoed + text + "\",\"logprobs\":"
                + logprobs(sequence, first) + ",\"finish_reason\":" + finish + ids + "}";
    }

    /** The prompt, unless its ids are sent: then vLLM leaves the text out. */
    private String echo(Sequence sequence) {
        return request.echo() && !request.tokenIds() ? TokenChain.text(sequence.promptIds()) : "";
    }

    private String logprobs(Sequence sequence, boolean first) {
        Integer alternatives = request.logprobs();
        if (alternatives == null) {
            return "null";
        }
        int offset = sequence.pieceOffset() + (first ? 0 : length(echo(sequence)));
        return Logprobs.completion(
                        first && request.echo() ? sequence.promptIds() : null,
                        sequence.chunkIds(),
                        alternatives,
                        offset)
                .toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    void closing(Events events, List<Sequence> sequences) throws IOException {
        if (request.includeUsage()) {
            events.data(prefix + "],\"usage\":" + usage(sequences) + "}");
        }
        events.done();
    }

    @Override
    ObjectNode whole(List<Sequence> sequences) {
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("object", "text_completion")
                .put("created", created)
                .put("model", request.model());
        ArrayNode choices = answer.putArray("choices");
        for (Sequence sequence : sequences) {
            String echoed = echo(sequence);
            ObjectNode choice =
                    choices.addObject().put("index", sequence.index()).put("text", echoed + sequence.text());
            Integer alternatives = request.logprobs();
            int[] before = request.echo() ? sequence.promptIds() : null;
            choice.set(
                    "logprobs",
                    alternatives == null ? null : Logprobs.completion(before, sequence.ids(), alternatives, 0));
            choice.put("finish_reason", sequence.finish()).put("stop_reason", sequence.stopText());
            choice.putNull("prompt_logprobs");
            choice.set("prompt_token_ids", request.tokenIds() ? array(sequence.promptIds()) : null);
            choice.set("token_ids", request.tokenIds() ? array(sequence.ids()) : null);
        }
        answer.putNull("service_tier").putNull("system_fingerprint");
        answer.set("usage", usage(sequences));
        return answer.putNull("kv_transfer_params");
    }
}
