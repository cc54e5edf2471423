package io.skipjack.openai;

import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.resume.ResumableRequest;
import io.skipjack.domain.resume.ResumeDecision;
import io.skipjack.domain.resume.ResumeLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another engine is asked to go on with an answer, and what becomes of what it says. */
class ContinuedEventsTest {
    private static final String CHAT =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String PLAIN = "{\"model\":\"m\",\"stream\":true,\"prompt\":\"hi\"";

    private final Transcript transcript = new Transcript(new ResumeMemory(1_000_000, 1_000_000), 0);

    private static InferenceRequest chat(String more) throws OpenAiException {
        return read("/v1/chat/completions", null, utf8(CHAT + more + "}"));
    }

    private static InferenceRequest completion(String more) throws OpenAiException {
        return read("/v1/completions", null, utf8(PLAIN + more + "}"));
    }

    private static String event(String members) {
        return "data: {\"id\":\"c-2\",\"created\":8,\"model\":\"other\"," + members + "}\n\n";
    }

    private void said(String text) {
        String event = "data: {\"id\":\"c-1\",\"created\":7,\"model\":\"m\",\"prompt_token_ids\":[1,2],\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"token_ids\":[10]}]}\n\n";
        EventInspector inspector = new EventInspector(Operation.CHAT, transcript);
        byte[] bytes = utf8(event);
        inspector.inspect(bytes, 0, bytes.length);
        inspector.takeDown();
    }

    private ContinuationRequest asked(InferenceRequest request, ResumeLevel level, int remaining) {
        return ContinuationRequest.of(request, transcript, new ResumeDecision.Continue(level, remaining));
    }

    private static JsonNode body(ContinuationRequest request) {
        return JsonTexts.tree(new String(request.body(), StandardCharsets.UTF_8));
    }

    private static String next(ContinuedEvents events, String event) {
        byte[] bytes = utf8(event);
        return new String(events.next(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String event) {
        return JsonTexts.tree(event.substring("data: ".length()));
    }

    @Test
    void asksForIdsToGoOnWithoutWhatOnlyAChatHas() throws Exception {
        said("a");
        InferenceRequest request = chat(
                ",\"max_completion_tokens\":9,\"temperature\":0.5,\"seed\":3,\"chat_template_kwargs\":{},\"user\":\"u\"");
        ContinuationRequest asked = asked(request, ResumeLevel.TOKENS, 8);
        assertThat(asked.path()).isEqualTo("/v1/completions");
        assertThat(body(asked))
                .isEqualTo(
                        JsonTexts.tree(
                                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                                        + "\"temperature\":0.5,\"seed\":3,\"user\":\"u\",\"return_token_ids\":true,\"prompt\":[1,2,10],\"max_tokens\":8}"));
        assertThat(body(asked(chat(""), ResumeLevel.TOKENS, ResumableRequest.NO_LIMIT))
                        .get("max_tokens")
                        .isNull())
                .isTrue();
    }

    @Test
    void asksForTextToGoOnAsTheLastMessage() throws Exception {
        said("so far\\u00a0\\n");
        ContinuationRequest asked = asked(chat(",\"max_completion_tokens\":9"), ResumeLevel.TEXT, 8);
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.swallow()).isEqualTo("\u00a0\n");
        JsonNode body = body(asked);
        assertThat(body.at("/messages/1")).isEqualTo(JsonTexts.tree("{\"role\":\"assistant\",\"content\":\"so far\"}"));
        assertThat(body.path("continue_final_message").asBoolean()).isTrue();
        assertThat(body.path("add_generation_prompt").asBoolean(true)).isFalse();
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void addsToTheMessageThatTheClientHadBegun() throws Exception {
        said("so far");
        String begun =
                "{\"model\":\"m\",\"continue_final_message\":true,\"messages\":[{\"role\":\"assistant\",\"content\":%s}]}";
        InferenceRequest text = read("/v1/chat/completions", null, utf8(begun.formatted("\"It is \"")));
        assertThat(body(asked(text, ResumeLevel.TEXT, 3))
                        .at("/messages/0/content")
                        .asText())
                .isEqualTo("It is so far");
        InferenceRequest parts =
                read("/v1/chat/completions", null, utf8(begun.formatted("[{\"type\":\"text\",\"text\":\"It is \"}]")));
        assertThat(body(asked(parts, ResumeLevel.TEXT, 3))
                        .at("/messages/0/content/1/text")
                        .asText())
                .isEqualTo("so far");
    }

    @Test
    void asksACompletionToGoOnFromItsText() throws Exception {
        said("hi there");
        assertThat(body(asked(completion(""), ResumeLevel.TEXT, 3))
                        .path("prompt")
                        .asText())
                .isEqualTo("hihi there");
        JsonNode echoed = body(asked(completion(",\"echo\":true"), ResumeLevel.TEXT, 3));
        assertThat(echoed.path("prompt").asText()).isEqualTo("hi there");
        assertThat(echoed.path("echo").asBoolean(true)).isFalse();
    }

    @Test
    void makesACompletionsChunkOneOfTheChat() throws Exception {
        said("a");
        InferenceRequest request = chat("");
        ContinuedEvents events =
                new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TOKENS, ResumableRequest.NO_LIMIT));

        String out = next(
                events,
                event(
                        "\"object\":\"text_completion\",\"usage\":null,\"choices\":[{\"index\":0,\"text\":\"b\","
                                + "\"logprobs\":null,\"finish_reason\":null,\"prompt_token_ids\":[1,2,10],\"token_ids\":[11]}]"));

        assertThat(json(out))
                .isEqualTo(
                        JsonTexts.tree(
                                "{\"id\":\"c-1\",\"created\":7,\"model\":\"m\",\"object\":\"chat.completion.chunk\","
                                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"logprobs\":null,\"finish_reason\":null}]}"));
        assertThat(events.proven() && events.begun()).isTrue();
        assertThat(next(
                        events,
                        event("\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"stop\",\"token_ids\":[]}]")))
                .contains("\"finish_reason\":\"stop\"");
        assertThat(next(events, event("\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}")))
                .as("usage that nobody asked for")
                .isEmpty();
        assertThat(events.usage()).isEqualTo(new Usage(2, 2));
        assertThat(next(events, "data: [DONE]\n\n")).isEqualTo("data: [DONE]\n\n");
        assertThat(events.whole() && events.done()).isTrue();
        assertThat(transcript.text()).isEqualTo("ab");
        assertThat(transcript.allIds()).containsExactly(1, 2, 10, 11);
    }

    @Test
    void wantsProof() throws Exception {
        said("a");
        InferenceRequest request = chat("");
        ContinuationRequest asked = asked(request, ResumeLevel.TOKENS, ResumableRequest.NO_LIMIT);
        for (String read : new String[] {"", "[]", "[1,2]", "[1,2,10,11]", "[1,2,11]", "null"}) {
            ContinuedEvents events = new ContinuedEvents(request, transcript, asked);
            String ids = read.isEmpty() ? "" : ",\"prompt_token_ids\":" + read;
            assertThat(next(events, event("\"choices\":[{\"index\":0,\"text\":\"b\"" + ids + "}]")))
                    .isEmpty();
            assertThat(events.wrong()).isNotEmpty();
            assertThat(events.proven()).isFalse();
        }
        assertThat(transcript.text()).isEqualTo("a");
    }

    @Test
    void saysTheSpacesOnlyOnce() throws Exception {
        said("a \\n");
        InferenceRequest request = chat("");
        ContinuedEvents events =
                new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TEXT, ResumableRequest.NO_LIMIT));
        String head = "\"prompt_token_ids\":[1,2,10],";
        assertThat(next(
                        events,
                        event(head
                                + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]")))
                .isEmpty();
        assertThat(next(events, event("\"choices\":[{\"index\":0,\"delta\":{\"content\":\" \"},\"token_ids\":[4]}]")))
                .isEmpty();
        assertThat(json(next(
                                events,
                                event(
                                        "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\nb\"},\"token_ids\":[5]}]")))
                        .at("/choices/0/delta/content")
                        .asText())
                .isEqualTo("b");
        assertThat(transcript.text()).isEqualTo("a \nb");

        ContinuedEvents other = new ContinuedEvents(
                request,
                transcript,
                new ContinuationRequest(ResumeLevel.TEXT, "", new byte[0], "\n", -1, List.of(), false));
        next(other, event("\"prompt_token_ids\":[1,2,10,4],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"c\"}}]"));
        assertThat(other.wrong()).isEqualTo("it goes on otherwise than the engine before it had");
    }

    @Test
    void tellsHowManyTokensAreReallyLeft() throws Exception {
        said("ab");
        InferenceRequest request = chat(",\"max_tokens\":9,\"stop\":\"xyz\"");
        String first = event("\"prompt_token_ids\":[1,2,10],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"c\"}}]");

        ContinuedEvents wrong = new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TEXT, 7));
        assertThat(next(wrong, first)).isEmpty();
        assertThat(wrong.recount()).isEqualTo(8);
        assertThat(wrong.wrong()).isEmpty();

        ContinuedEvents right = new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TEXT, 8));
        assertThat(next(right, first)).contains("\"c\"");
        assertThat(right.recount()).isEqualTo(-1);
    }

    @Test
    void passesOnLogProbabilitiesOfATokenWhoseTextIsWithheld() throws Exception {
        said("a");
        InferenceRequest request = completion(",\"logprobs\":0");
        ContinuedEvents events = new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TOKENS, 15));
        JsonNode out = json(next(
                events,
                event("\"choices\":[{\"index\":0,\"text\":\"\",\"token_ids\":[11],\"prompt_token_ids\":[1,2,10],"
                        + "\"logprobs\":{\"tokens\":[\"?\"],\"text_offset\":[0]}}]")));
        assertThat(out.at("/choices/0/logprobs/text_offset/0").asInt()).isEqualTo(1);
        assertThat(out.at("/choices/0").has("token_ids")).isFalse();
    }

    @Test
    void endsAtAStopStringOverTheSeam() throws Exception {
        said("x EN");
        InferenceRequest request = chat(",\"stop\":[\"END\"]");
        ContinuedEvents events =
                new ContinuedEvents(request, transcript, asked(request, ResumeLevel.TEXT, ResumableRequest.NO_LIMIT));
        String out = next(
                events,
                event(
                        "\"prompt_token_ids\":[1,2,10],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"D and on\"}}]"));
        assertThat(json(out).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(out).doesNotContain("and on");
        assertThat(events.stopped() && events.whole()).isTrue();
    }

    @Test
    void damageIsNoEnd() throws Exception {
        said("a");
        InferenceRequest request = chat("");
        for (String bad : new String[] {
            "data: {\"error\":{\"message\":\"x\"}}\n\n",
            "data: [DONE]\n\n",
            "data: {\"choices\n\n",
            event("\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"abort\"}]")
        }) {
            ContinuedEvents events = new ContinuedEvents(
                    request, transcript, asked(request, ResumeLevel.TOKENS, ResumableRequest.NO_LIMIT));
            assertThat(next(events, bad)).isEmpty();
            assertThat(events.wrong()).isNotEmpty();
        }
    }
}
