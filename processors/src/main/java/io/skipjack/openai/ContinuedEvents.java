package io.skipjack.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.resume.AnswerKind;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumableRequest;
import io.skipjack.domain.resume.ResumeLevel;
import io.skipjack.domain.resume.SeamStops;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of an engine that goes on with an answer into the events of that answer: same {@code id}, same kind of
 * chunk, usage of all legs together, and nothing said twice. One for each leg; not thread-safe.
 */
public final class ContinuedEvents {
    private static final byte[] NOTHING = {};
    private static final byte[] PREFIX = Ascii.bytes("data: ");
    private static final byte[] BLANK = Ascii.bytes("\n\n");

    private final InferenceRequest request;
    private final Transcript transcript;
    private final ResumeLevel level;
    private final EventInspector inspector;
    private final SeamStops stops;
    private final boolean chat;
    private final boolean idsWanted;
    private final boolean keepsStop;
    private final JsonNode id;
    private final JsonNode created;
    private final JsonNode model;
    private final int remaining;
    private final int shift;
    private String swallow;
    private boolean proven;
    private boolean begun;
    private boolean stopped;
    private boolean done;
    private String wrong = "";
    private @Nullable Usage usage;
    private boolean usageTold;
    private int recount = -1;

    public ContinuedEvents(InferenceRequest request, Transcript transcript, ContinuationRequest asked) {
        this.request = request;
        this.transcript = transcript;
        this.level = asked.level();
        this.swallow = asked.swallow();
        this.remaining = asked.remaining();
        this.id = JsonTexts.tree(transcript.id());
        this.created = JsonTexts.tree(transcript.created());
        this.model = JsonTexts.tree(transcript.model());
        this.chat = request.resume().request().kind() == AnswerKind.CHAT;
        this.inspector = new EventInspector(chat && level == ResumeLevel.TEXT ? Operation.CHAT : Operation.COMPLETIONS);
        this.idsWanted = request.resume().request().has(RequestTrait.TOKEN_IDS_WANTED);
        String said = asked.stops().isEmpty() && !request.resume().request().has(RequestTrait.LOGPROBS)
                ? ""
                : transcript.text();
        this.stops = new SeamStops(asked.stops(), said);
        this.keepsStop = asked.keepsStop();
        this.shift = said.codePointCount(0, said.length());
    }

    /** Why the leg cannot go on; empty while it can. */
    public String wrong() {
        return wrong;
    }

    /** Whether the engine has proved that it goes on from what was sent, and not from anything else. */
    public boolean proven() {
        return proven;
    }

    /**
     * How many tokens the engine may say, where it shows by what it read that it was asked for another number; it has said
     * nothing then. 0 when there are none left: the answer is over. -1 while the number is right.
     */
    public int recount() {
        return recount;
    }

    /** Whether anything was generated for the client: text, or the end. */
    public boolean begun() {
        return begun;
    }

    /** Whether the answer is whole; nothing more is wanted from the engine then. */
    public boolean whole() {
        return stopped || inspector.whole();
    }

    /** Whether the answer's last word has been passed on. */
    public boolean done() {
        return done;
    }

    /** Whether the router itself has ended the answer, at a stop string over the seam. */
    public boolean stopped() {
        return stopped;
    }

    /** Tokens of all legs, as last counted; null while this engine has counted none. */
    public @Nullable Usage usage() {
        return usage;
    }

    /** Whether the chunk with the usage has been passed on. */
    public boolean usageTold() {
        return usageTold;
    }

    public @Nullable String finishReason() {
        return stopped ? "stop" : inspector.finishReason();
    }

    /** What the client gets for the next event, {@code bytes[from, to)}; empty for nothing. */
    public byte[] next(byte[] bytes, int from, int to) {
        int flags = inspector.inspect(bytes, from, to);
        if ((flags & EventInspector.DATA) == 0 && (flags & EventInspector.ERROR) == 0) {
            return NOTHING;
        }
        wrong = EventFlaws.of(flags, whole());
        if (!wrong.isEmpty()) {
            return NOTHING;
        }
        if ((flags & EventInspector.DONE) != 0) {
            done = true;
            return Arrays.copyOfRange(bytes, from, to);
        }
        return JsonTexts.event(bytes, from, to) instanceof ObjectNode event ? rewritten(event) : NOTHING;
    }

    private byte[] rewritten(ObjectNode event) {
        ArrayNode choices = event.withArrayProperty("choices");
        if (choices.isEmpty()) {
            // an answer that is put together here has its usage as a member, whoever asked for it
            boolean tells = usage(event) && (request.usageWanted() || !request.stream());
            usageTold |= tells;
            return tells ? written(event) : NOTHING;
        }
        if (!(choices.get(0) instanceof ObjectNode choice)) {
            wrong = "an event is malformed";
            return NOTHING;
        }
        if (!proven && !proves(event, choice)) {
            return NOTHING;
        }
        boolean repeats = !swallow.isEmpty();
        boolean said = level == ResumeLevel.TEXT && chat ? chatChoice(choice) : textChoice(choice);
        if (!wrong.isEmpty()) {
            return NOTHING;
        }
        // of a token whose text is withheld too, unless the client had it all before
        said |= !repeats && tellsLogprobs(choice);
        usage(event);
        if (request.stream() && !request.usageWanted()) {
            event.remove("usage");
        }
        boolean ends = !choice.path("finish_reason").isNull() && choice.has("finish_reason");
        begun |= said || ends;
        boolean ids = idsWanted && !choice.path("token_ids").isEmpty();
        return said || ends || ids ? written(event) : NOTHING;
    }

    /**
     * Takes the ids of the prompt that the engine has read, which a vLLM adds when asked to. They must begin as the original
     * prompt did: else it has another template or tokenizer, and what it says is no continuation.
     */
    private boolean proves(ObjectNode event, ObjectNode choice) {
        JsonNode read = event.path("prompt_token_ids").isArray()
                ? event.path("prompt_token_ids")
                : choice.path("prompt_token_ids");
        if (!read.isArray() || read.isEmpty()) {
            wrong = "it did not prove that it goes on from what was sent";
            return false;
        }
        int[] ids = ints(read);
        boolean sure = level == ResumeLevel.TOKENS
                ? Arrays.equals(ids, transcript.allIds())
                : !chat || transcript.promptIsPrefixOf(ids);
        if (!sure) {
            wrong = "it read another prompt than the engine before it";
            return false;
        }
        transcript.takenUp(level, ids);
        proven = true;
        int most = request.resume().request().maxTokens();
        int left = most - transcript.delivered();
        if (most != ResumableRequest.NO_LIMIT && left != remaining) {
            recount = Math.max(0, left);
            return false;
        }
        return true;
    }

    /** A chunk of the same kind as the answer's: a chat's where a chat goes on by text. */
    private boolean chatChoice(ObjectNode choice) {
        ObjectNode delta = choice.withObjectProperty("delta");
        delta.remove("role");
        String text = afterSeam(delta.path("content").asText(""), choice);
        if (text.isEmpty()) {
            delta.remove("content");
        } else {
            delta.put("content", text);
        }
        boolean call = holds(delta, "tool_calls") || holds(delta, "function_call");
        boolean reasoning = holds(delta, "reasoning_content") || holds(delta, "reasoning");
        transcript.continued(ids(choice), text, reasoning, call);
        return !text.isEmpty() || call || reasoning;
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).asInt();
        }
        return ints;
    }

    private static boolean tellsLogprobs(ObjectNode choice) {
        JsonNode logprobs = choice.path("logprobs");
        return !logprobs.path("content").isEmpty() || !logprobs.path("tokens").isEmpty();
    }

    private static boolean holds(ObjectNode delta, String member) {
        JsonNode value = delta.path(member);
        return value.isTextual() ? !value.asText().isEmpty() : value.isContainerNode() && !value.isEmpty();
    }

    /** A completion's chunk, which becomes one of a chat where the answer is one. */
    private boolean textChoice(ObjectNode choice) {
        String text = afterSeam(choice.path("text").asText(""), choice);
        transcript.continued(ids(choice), text, false, false);
        if (chat) {
            choice.remove(List.of("text", "logprobs", "prompt_logprobs"));
            ObjectNode delta = choice.putObject("delta");
            if (!text.isEmpty()) {
                delta.put("content", text);
            }
            choice.putNull("logprobs");
        } else {
            choice.put("text", text);
            shiftOffsets(choice.path("logprobs").path("text_offset"));
        }
        return !text.isEmpty();
    }

    /** Offsets count from the beginning of the answer; this engine knows only its own part of it. */
    private void shiftOffsets(JsonNode offsets) {
        if (offsets instanceof ArrayNode each) {
            for (int i = 0; i < each.size(); i++) {
                each.set(i, each.numberNode(each.get(i).asInt() + shift));
            }
        }
    }

    private int @Nullable [] ids(ObjectNode choice) {
        JsonNode sent = choice.path("token_ids");
        int[] ids = sent.isArray() ? ints(sent) : null;
        if (!idsWanted) {
            choice.remove("token_ids");
        }
        choice.remove("prompt_token_ids");
        return ids;
    }

    /** The text without what the client has already, and cut at a stop string that began before the seam. */
    private String afterSeam(String text, ObjectNode choice) {
        String fresh = withoutRepeated(text);
        int end = stops.endOfStop(fresh);
        if (end < 0) {
            return fresh;
        }
        stopped = true;
        choice.put("finish_reason", "stop");
        return keepsStop ? fresh.substring(0, end) : "";
    }

    private String withoutRepeated(String text) {
        int same = Math.min(swallow.length(), text.length());
        if (same == 0) {
            return text;
        }
        if (!text.startsWith(swallow.substring(0, same))) {
            wrong = "it goes on otherwise than the engine before it had";
            return "";
        }
        swallow = swallow.substring(same);
        return text.substring(same);
    }

    /** Writes the usage of all legs into the event; false when it has none. */
    private boolean usage(ObjectNode event) {
        if (!(event.path("usage") instanceof ObjectNode counted)) {
            return false;
        }
        Usage all = transcript.merged(new Usage(
                counted.path("prompt_tokens").asLong(),
                counted.path("completion_tokens").asLong()));
        usage = all;
        counted.put("prompt_tokens", all.promptTokens());
        counted.put("completion_tokens", all.completionTokens());
        counted.put("total_tokens", all.promptTokens() + all.completionTokens());
        if (counted.path("prompt_tokens_details") instanceof ObjectNode details) {
            // of this leg, whose cache holds more than the prompt
            details.put("cached_tokens", Math.min(details.path("cached_tokens").asLong(), all.promptTokens()));
        }
        return true;
    }

    private byte[] written(ObjectNode event) {
        event.remove("prompt_token_ids");
        event.set("id", id);
        event.set("created", created);
        event.set("model", model);
        event.put("object", chat ? "chat.completion.chunk" : "text_completion");
        byte[] json = JsonTexts.bytes(event);
        byte[] line = new byte[PREFIX.length + json.length + BLANK.length];
        System.arraycopy(PREFIX, 0, line, 0, PREFIX.length);
        System.arraycopy(json, 0, line, PREFIX.length, json.length);
        System.arraycopy(BLANK, 0, line, PREFIX.length + json.length, BLANK.length);
        return line;
    }

    /**
     * The end of an answer of which all was said but its formal end.
     *
     * @param finishReason empty when one was sent
     * @param withUsage whether the chunk with the usage is still to come
     */
    public static byte[] ending(
            InferenceRequest request, Transcript transcript, String finishReason, boolean withUsage) {
        boolean chat = request.operation() == Operation.CHAT;
        String head = "data: {\"id\":" + transcript.id() + ",\"object\":\""
                + (chat ? "chat.completion.chunk" : "text_completion") + "\",\"created\":" + transcript.created()
                + ",\"model\":" + transcript.model() + ",\"choices\":[";
        StringBuilder events = new StringBuilder(512);
        if (!finishReason.isEmpty()) {
            events.append(head)
                    .append("{\"index\":0,")
                    .append(chat ? "\"delta\":{}" : "\"text\":\"\"")
                    .append(",\"logprobs\":null,\"finish_reason\":\"")
                    .append(finishReason)
                    .append("\"}]}\n\n");
        }
        if (withUsage) {
            Usage usage = transcript.usage();
            events.append(head)
                    .append("],\"usage\":{\"prompt_tokens\":")
                    .append(usage.promptTokens())
                    .append(",\"completion_tokens\":")
                    .append(usage.completionTokens())
                    .append(",\"total_tokens\":")
                    .append(usage.promptTokens() + usage.completionTokens())
                    .append("}}\n\n");
        }
        return events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
