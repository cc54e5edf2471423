package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that is not streamed, put together over a seam, is what one engine would have answered. */
class ResumedWholeAnswerIT {
    private static final int TOKENS = 20;
    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = "/v1/completions";

    private static ResumeMatrix matrix;
    private static ResumeMatrix.Pair pair;
    private static ResumeMatrix.Pair thinking;
    private static ResumeMatrix.Pair split;

    @BeforeAll
    static void start() {
        matrix = ResumeMatrix.start(Map.of());
        pair = matrix.pair(answering(UnaryOperator.identity()));
        thinking = matrix.pair(answering(engine -> engine.withReasoning(5)));
        split = matrix.pair(answering(engine -> engine.withSplitCharacters().withTokensPerChunk(2)));
    }

    private static UnaryOperator<EngineSettings> answering(UnaryOperator<EngineSettings> change) {
        return engine -> change.apply(engine.withAnswerTokens(TOKENS));
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | chat | \"seed\":1",
                "plain | chat | \"stream\":false,\"max_tokens\":300",
                "plain | chat | \"stream\":null,\"stop\":\"§§\"",
                "plain | chat | \"logprobs\":true,\"top_logprobs\":2",
                "plain | chat | \"return_token_ids\":true",
                "plain | chat | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]",
                "plain | call | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]",
                "plain | text | \"max_tokens\":null",
                "plain | text | \"max_tokens\":300,\"logprobs\":1",
                "plain | text | \"max_tokens\":null,\"echo\":true",
                "plain | text | \"max_tokens\":null,\"return_token_ids\":true",
                "thinking | chat | \"seed\":1",
                "split | chat | \"seed\":1",
                "split | text | \"max_tokens\":256",
                "plain | chat | \"max_tokens\":12",
                "plain | chat | \"n\":2",
                "plain | text | \"prompt_logprobs\":null,\"max_tokens\":7",
                "plain | chat | \"response_format\":{\"type\":\"json_object\"}"
            })
    void isWhatOneEngineWouldHaveSaid(String engines, String kind, String members) throws Exception {
        ResumeMatrix.Pair of = engines.equals("thinking") ? thinking : engines.equals("split") ? split : pair;
        String path = kind.equals("text") ? PLAIN : CHAT;
        String said = kind.equals("call") ? "say, then use the tool" : "Tell me something";
        String prompt = kind.equals("text")
                ? "\"prompt\":\"" + said + "\","
                : "\"messages\":[{\"role\":\"user\",\"content\":\"" + said + "\"}],";
        WireAnswer uncut = of.ask(path, prompt + members, new String[] {"X-Skipjack-Resume: off"});
        List<Runnable> tries = new ArrayList<>();
        for (int cut = 0; cut <= TOKENS; cut++) {
            int at = cut;
            tries.add(() -> assertSame(of.ask(path, prompt + members, Fault.finAfterTokens(at)), uncut));
            tries.add(() -> assertSame(of.ask(path, prompt + members, Fault.errorEventAfterTokens(at)), uncut));
        }
        tries.add(() -> assertSame(of.ask(path, prompt + members), uncut));
        for (int missing = 1; missing < 900; missing += 29) {
            int bytes = missing;
            tries.add(() -> assertSame(of.ask(path, prompt + members, Fault.cutShort(bytes)), uncut));
        }
        ResumeMatrix.all(tries);
    }

    private static void assertSame(WireAnswer answer, WireAnswer uncut) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(comparable(answer.json())).isEqualTo(comparable(uncut.json()));
        assertThat(answer.json().path("id").asText()).isNotEmpty();
        assertThat(answer.json().path("created").asLong()).isPositive();
    }

    /** Without what differs by nature, and without what is absent in one way or the other. */
    private static JsonNode comparable(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.remove(List.of("id", "created"));
        copy.at("/choices/0/message/tool_calls").forEach(call -> ((ObjectNode) call).remove("id"));
        return withoutAbsent(copy);
    }

    private static JsonNode withoutAbsent(JsonNode node) {
        for (Iterator<JsonNode> each = node.iterator(); each.hasNext(); ) {
            JsonNode child = withoutAbsent(each.next());
            if (node.isObject() && (child.isNull() || child.isArray() && child.isEmpty())) {
                each.remove();
            }
        }
        return node;
    }

    @Test
    void goesOnInsteadOfBeginningAnew() {
        double before = pair.resumes("tokens", "resumed", "cut");
        long said = pair.next().counters().tokensGenerated()
                + pair.lost().counters().tokensGenerated();
        String body = "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me something\"}]";

        WireAnswer answer = pair.ask(CHAT, body, Fault.resetAfterTokens(15));

        assertThat(answer.json().at("/usage/completion_tokens").asInt()).isEqualTo(TOKENS);
        assertThat(pair.resumes("tokens", "resumed", "cut") - before).isEqualTo(1);
        assertThat(pair.next().counters().tokensGenerated()
                        + pair.lost().counters().tokensGenerated()
                        - said)
                .isEqualTo(TOKENS);
    }
}
