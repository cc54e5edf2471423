package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code text_completion}, whole and as chunks. */
final class CompletionFormat extends AnswerFormat {
    private final String prefix;
    private final String suffix;

    CompletionFormat(GenerationRequest request) {
        super(request, "cmpl-");
        prefix = "{\"id\":\"" + id + "\",\"object\":\"text_completion\",\"created\":" + created + ",\"model\":\""
                + model + "\",\"choices\":[";
        suffix = "]" + (request.includeUsage() ? ",\"usage\":null}" : "}");
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        if (!request.echo()) {
            return;
        }
        for (Sequence each : sequences) {
            events.data(prefix + choice(each, Json.escape(TokenChain.text(each.promptIds())), "null", "") + suffix);
        }
    }

    @Override
    void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException {
        String ids = "";
        if (request.tokenIds()) {
            String promptIds = sequence.count() == 1 ? ",\"prompt_token_ids\":" + array(sequence.promptIds()) : "";
            ids = promptIds + ",\"token_ids\":[" + sequence.lastId() + "]";
        }
        events.data(prefix + choice(sequence, text, quoted(finish) + ",\"stop_reason\":null", ids) + suffix);
    }

    @Override
    void ending(Events events, Sequence sequence, String text) throws IOException {
        String finish = quoted(sequence.finish()) + ",\"stop_reason\":" + quoted(sequence.stopText());
        events.data(prefix + choice(sequence, text, finish, request.tokenIds() ? ",\"token_ids\":[]" : "") + suffix);
    }

    private static String choice(Sequence sequence, String text, String finish, String rest) {
        return "{\"index\":" + sequence.index() + ",\"text\":\"" + text + "\",\"logprobs\":null,\"finish_reason\":"
                + finish + rest + "}";
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
            String echoed = request.echo() ? TokenChain.text(sequence.promptIds()) : "";
            ObjectNode choice =
                    choices.addObject().put("index", sequence.index()).put("text", echoed + sequence.text());
            choice.set("logprobs", request.logprobs() ? logprobs(sequence.ids()) : null);
            choice.put("finish_reason", sequence.finish()).put("stop_reason", sequence.stopText());
            choice.putNull("prompt_logprobs");
            choice.set("prompt_token_ids", request.tokenIds() ? array(sequence.promptIds()) : null);
            choice.set("token_ids", request.tokenIds() ? array(sequence.ids()) : null);
        }
        answer.putNull("service_tier").putNull("system_fingerprint");
        answer.set("usage", usage(sequences));
        return answer.putNull("kv_transfer_params");
    }

    private static ObjectNode logprobs(int[] ids) {
        ObjectNode logprobs = Json.object();
        ArrayNode tokens = logprobs.putArray("tokens");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        int offset = 0;
        for (int id : ids) {
            tokens.add(TokenChain.text(id));
            values.add(-0.1);
            offsets.add(offset);
            offset += TokenChain.text(id).length();
        }
        return logprobs.putNull("top_logprobs");
    }
}
