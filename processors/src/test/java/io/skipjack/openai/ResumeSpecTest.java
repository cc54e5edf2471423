package io.skipjack.openai;

import static io.skipjack.openai.Requests.chat;
import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.text;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.resume.AnswerKind;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumableRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a request for resuming its answer, and how its body is edited for that. */
class ResumeSpecTest {
    private static ResumeSpec ofChat(String more) throws OpenAiException {
        return chat("{\"model\":\"m\",\"messages\":[]" + (more.isEmpty() ? "" : "," + more) + "}")
                .resume();
    }

    private static ResumeSpec ofCompletion(String members) throws OpenAiException {
        return read("/v1/completions", null, utf8("{\"model\":\"m\"," + members + "}"))
                .resume();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\":2 | SEVERAL_CHOICES",
                "\"best_of\":3 | SEVERAL_CHOICES",
                "\"use_beam_search\":true | BEAM_SEARCH",
                "\"response_format\":{\"type\":\"json_object\"} | STRUCTURED_OUTPUT",
                "\"response_format\":{} | STRUCTURED_OUTPUT",
                "\"guided_json\":{\"a\":1} | STRUCTURED_OUTPUT",
                "\"structured_outputs\":{} | STRUCTURED_OUTPUT",
                "\"tools\":[{}] | TOOLS",
                "\"functions\":[{}] | TOOLS",
                "\"tool_choice\":\"required\" | TOOL_DEMANDED",
                "\"tool_choice\":{\"type\":\"function\"} | TOOL_DEMANDED",
                "\"function_call\":{\"name\":\"f\"} | TOOL_DEMANDED",
                "\"presence_penalty\":0.1 | PENALTIES",
                "\"frequency_penalty\":-2 | PENALTIES",
                "\"min_tokens\":1 | MIN_TOKENS",
                "\"prompt_logprobs\":0 | PROMPT_LOGPROBS",
                "\"logprobs\":true | LOGPROBS",
                "\"logprobs\":0 | LOGPROBS",
                "\"echo\":true | ECHO",
                "\"stop\":\"x\" | STOP_STRINGS",
                "\"stop\":[\"x\",\"y\"] | STOP_STRINGS",
                "\"kv_transfer_params\":{} | KV_TRANSFER",
                "\"truncate_prompt_tokens\":5 | TRUNCATED_PROMPT",
                "\"suffix\":\"s\" | UNREPEATABLE_PROMPT",
                "\"prompt_embeds\":\"e\" | UNREPEATABLE_PROMPT",
                "\"return_token_ids\":true | TOKEN_IDS_WANTED"
            })
    void seesWhatBearsOnResuming(String member, RequestTrait trait) throws OpenAiException {
        assertThat(ofChat(member).request().traits()).containsExactly(trait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"n\":1",
                "\"n\":null",
                "\"stop\":null",
                "\"response_format\":null",
                "\"response_format\":{\"strict\":[1,{}],\"type\":\"text\"}",
                "\"tools\":null",
                "\"tools\":[{}],\"tool_choice\":\"none\"",
                "\"tool_choice\":\"none\",\"tools\":[{}]",
                "\"tool_choice\":\"auto\"",
                "\"presence_penalty\":0.0",
                "\"min_tokens\":0",
                "\"logprobs\":false",
                "\"logprobs\":null",
                "\"echo\":false",
                "\"repetition_penalty\":1.2",
                "\"logit_bias\":{\"stop\":1}"
            })
    void passesOverWhatDoesNot(String members) throws OpenAiException {
        assertThat(ofChat(members).request())
                .isEqualTo(new ResumableRequest(AnswerKind.CHAT, java.util.Set.of(), ResumableRequest.NO_LIMIT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt\":\"a\" | ",
                "\"prompt\":[\"a\"] | ",
                "\"prompt\":[] | ",
                "\"prompt\":[1,2] | TOKEN_PROMPT",
                "\"prompt\":[[1,2]] | TOKEN_PROMPT"
            })
    void tellsPromptsApart(String member, RequestTrait trait) throws OpenAiException {
        assertThat(ofCompletion(member).request().traits())
                .isEqualTo(trait == null ? java.util.Set.of() : java.util.Set.of(trait));
    }

    @Test
    void countsPrompts() throws OpenAiException {
        assertThat(ofCompletion("\"prompt\":[\"a\",\"b\"]").request().traits())
                .containsExactly(RequestTrait.SEVERAL_PROMPTS);
        assertThat(ofCompletion("\"prompt\":[[1],[2]]").request().traits())
                .containsExactlyInAnyOrder(RequestTrait.SEVERAL_PROMPTS, RequestTrait.TOKEN_PROMPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"max_tokens\":7 | 7",
                "\"max_tokens\":null | -1",
                "\"max_tokens\":7,\"max_completion_tokens\":9 | 9",
                "\"max_completion_tokens\":9,\"max_tokens\":7 | 9",
                "\"max_completion_tokens\":null,\"max_tokens\":7 | 7",
                "\"max_tokens\":7,\"max_completion_tokens\":null | 7",
                "\"max_tokens\":0 | 0"
            })
    void readsTheLimit(String members, int limit) throws OpenAiException {
        assertThat(ofChat(members).request().maxTokens()).isEqualTo(limit);
    }

    @Test
    void aCompletionHas16TokensUnlessItSaysOtherwise() throws OpenAiException {
        assertThat(ofCompletion("\"prompt\":\"a\"").request().maxTokens()).isEqualTo(16);
        assertThat(ofCompletion("\"prompt\":\"a\",\"max_tokens\":null")
                        .request()
                        .maxTokens())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stop\":\"END\" | 2",
                "\"stop\":[\"a\",\"four\",\"\"] | 3",
                "\"stop\":\"😀😀\" | 1",
                "\"stop\":[] | 0",
                "\"stop\":null | 0",
                "\"stop\":[1,{},[\"longer\"]] | 0",
                "\"stop\":\"END\",\"include_stop_str_in_output\":true | 0",
                "\"include_stop_str_in_output\":false,\"stop\":\"END\" | 2"
            })
    void knowsHowMuchIsWithheld(String members, int characters) throws OpenAiException {
        assertThat(ofChat(members).withheld()).isEqualTo(characters);
    }

    @Test
    void asksForIdsUnlessTheBodySaysOrAnEchoWouldBeLost() throws OpenAiException {
        assertThat(ofChat("").asksTokenIds()).isTrue();
        assertThat(ofChat("\"return_token_ids\":false").asksTokenIds()).isFalse();
        assertThat(ofChat("\"return_token_ids\":true").asksTokenIds()).isFalse();
        assertThat(ofCompletion("\"prompt\":\"a\",\"echo\":true").asksTokenIds())
                .isFalse();
    }

    @Test
    void otherOperationsAreNotRead() throws OpenAiException {
        ResumeSpec spec = read("/v1/embeddings", null, utf8("{\"model\":\"m\",\"input\":\"x\",\"n\":3}"))
                .resume();
        assertThat(spec.request()).isEqualTo(ResumableRequest.NONE);
        assertThat(spec.canStream(1)).isFalse();
    }

    @Test
    void putsImagesDown() throws OpenAiException {
        String image = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}]}";
        assertThat(chat(image).resume().request().traits()).containsExactly(RequestTrait.MEDIA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[]}",
                " {\"stream\":false,\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"stream\" : null ,\"messages\":[{\"content\":\"\\\"stream\\\":false\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"stream\":false}],\"stream\":false\t}"
            })
    void asksForAStreamWithUsageInOtherwiseTheSameBody(String body) throws OpenAiException {
        InferenceRequest request = chat(body);
        ObjectNode wanted = (ObjectNode) JsonTexts.tree(body);
        wanted.put("stream", true).putObject("stream_options").put("include_usage", true);

        byte[] edited = request.resume().askingStream(request.body());

        assertThat(JsonTexts.tree(text(edited))).isEqualTo(wanted);
        wanted.put("return_token_ids", true);
        assertThat(JsonTexts.tree(text(request.resume().askingTokenIds(edited))))
                .isEqualTo(wanted);
    }

    @Test
    void asksForIdsInAStream() throws OpenAiException {
        InferenceRequest request = chat("{\"stream\":true,\"model\":\"m\",\"messages\":[]}");
        assertThat(JsonTexts.tree(text(request.resume().askingTokenIds(request.body()))))
                .isEqualTo(JsonTexts.tree("{\"return_token_ids\":true,\"stream\":true,\"model\":\"m\",\"messages\":[],"
                        + "\"stream_options\":{\"include_usage\":true}}"));
    }

    @Test
    void streamsWholeAnswersThatMayBeLong() throws OpenAiException {
        assertThat(ofChat("").canStream(256)).isTrue();
        assertThat(ofChat("\"max_tokens\":256").canStream(256)).isTrue();
        assertThat(ofChat("\"max_tokens\":255").canStream(256)).isFalse();
        assertThat(ofChat("\"stream_options\":null").canStream(256)).isFalse();
    }
}
