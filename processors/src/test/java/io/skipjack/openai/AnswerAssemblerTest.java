package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.Usage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerAssemblerTest {
    private final AnswerAssembler assembler = new AnswerAssembler(false);

    private static void add(AnswerAssembler to, String chunk) {
        byte[] bytes = ("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8);
        to.add(bytes, 0, bytes.length);
    }

    private void choice(String members) {
        add(
                assembler,
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + members + "}]}");
    }

    private static JsonNode whole(AnswerAssembler of) {
        return JsonTexts.tree(new String(of.whole(), StandardCharsets.UTF_8));
    }

    @Test
    void joinsAChat() {
        choice("\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null");
        choice("\"delta\":{\"content\":\"a\"},\"finish_reason\":null,\"token_ids\":[1],\"vendor\":1");
        choice("\"delta\":{\"content\":\"\\u00e9\"},\"finish_reason\":\"stop\",\"stop_reason\":null");
        add(assembler, "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}");

        assertThat(whole(assembler))
                .isEqualTo(
                        JsonTexts.tree(
                                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                        + "\"message\":{\"role\":\"assistant\",\"content\":\"aé\",\"refusal\":null},\"logprobs\":null,"
                                        + "\"finish_reason\":\"stop\",\"vendor\":1,\"stop_reason\":null}],\"usage\":{\"prompt_tokens\":1}}"));
    }

    @Test
    void joinsACompletion() {
        add(
                assembler,
                "{\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\"a\",\"logprobs\":{\"tokens\":[\"a\"],\"top\":null}}]}");
        add(
                assembler,
                "{\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\"b\",\"logprobs\":{\"tokens\":[\"b\"],\"top\":[1]}}]}");
        JsonNode whole = whole(assembler);
        assertThat(whole.path("object").asText()).isEqualTo("text_completion");
        assertThat(whole.at("/choices/0/text").asText()).isEqualTo("ab");
        assertThat(whole.at("/choices/0/logprobs")).isEqualTo(JsonTexts.tree("{\"tokens\":[\"a\",\"b\"],\"top\":[1]}"));
        assertThat(whole.at("/choices/0").has("message")).isFalse();
    }

    @Test
    void joinsTheArgumentsOfEachCall() {
        choice(
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"x\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}");
        choice("\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}");
        choice(
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}},"
                        + "{\"index\":1,\"id\":\"y\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}");
        JsonNode message = whole(assembler).at("/choices/0/message");
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.path("tool_calls"))
                .isEqualTo(
                        JsonTexts.tree(
                                "[{\"id\":\"x\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}},"
                                        + "{\"id\":\"y\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]"));
    }

    @Test
    void keepsReasoningApart() {
        choice("\"delta\":{\"reasoning\":\"hm\"}");
        choice("\"delta\":{\"reasoning\":\"m\"}");
        choice("\"delta\":{\"content\":\"so\"}");
        JsonNode message = whole(assembler).at("/choices/0/message");
        assertThat(message.path("reasoning").asText()).isEqualTo("hmm");
        assertThat(message.path("content").asText()).isEqualTo("so");
        assertThat(message.has("reasoning_content")).isFalse();
    }

    @Test
    void keepsIdsOnlyForWhomWantsThem() {
        AnswerAssembler wanted = new AnswerAssembler(true);
        for (AnswerAssembler each : new AnswerAssembler[] {assembler, wanted}) {
            add(
                    each,
                    "{\"object\":\"chat.completion.chunk\",\"prompt_token_ids\":[1],\"choices\":[{\"delta\":{},\"token_ids\":[2]}]}");
            add(each, "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{},\"token_ids\":[3,4]}]}");
        }
        assertThat(whole(assembler).toString()).doesNotContain("token_ids");
        assertThat(whole(wanted).at("/choices/0/token_ids")).isEqualTo(JsonTexts.tree("[2,3,4]"));
        assertThat(whole(wanted).path("prompt_token_ids")).isEqualTo(JsonTexts.tree("[1]"));
    }

    @Test
    void saysTheEndThatWasLost() {
        choice("\"delta\":{\"content\":\"a\"},\"finish_reason\":null");
        assembler.end("length", new Usage(3, 4));
        assertThat(whole(assembler).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(whole(assembler).path("usage"))
                .isEqualTo(JsonTexts.tree("{\"prompt_tokens\":3,\"total_tokens\":7,\"completion_tokens\":4}"));
        assembler.end("", new Usage(9, 9));
        assertThat(whole(assembler).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void beginsAnew() {
        choice("\"delta\":{\"content\":\"a\",\"reasoning\":\"b\"},\"finish_reason\":\"stop\"");
        assembler.restart();
        choice("\"delta\":{\"content\":\"c\"},\"finish_reason\":\"length\"");
        add(assembler, "not JSON");
        assertThat(whole(assembler).toString()).contains("\"c\"", "length").doesNotContain("\"a\"", "\"b\"", "stop");
    }
}
