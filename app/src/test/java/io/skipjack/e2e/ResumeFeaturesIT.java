package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request may ask for, and what becomes of its answer when that is cut: it goes on rightly, or is refused. */
class ResumeFeaturesIT {
    private static final int TOKENS = 24;
    private static final int[] CUTS = {1, 2, 9, 23};
    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = "/v1/completions";
    private static final String SAID = "Tell me something";
    private static final int[] CHAT_IDS = TokenChain.chat(SAID);
    private static final int[] PLAIN_IDS = TokenChain.encode(SAID);
    private static final String TOOL =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{}}}]";

    private static ResumeMatrix matrix;
    private static ResumeMatrix.Pair pair;

    @BeforeAll
    static void start() {
        matrix = ResumeMatrix.start(Map.of());
        pair = matrix.pair(engine -> engine.withAnswerTokens(TOKENS));
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    /**
     * @param level by which it goes on
     * @param said what an engine says that is not cut
     */
    record Right(String path, String members, String level, int[] prompt, String said) {
        static Right chat(String more, String level) {
            return new Right(
                    CHAT, messages(SAID) + "," + more, level, CHAT_IDS, TokenChain.answerText(CHAT_IDS, TOKENS));
        }

        static Right plain(String more, String level) {
            return new Right(
                    PLAIN,
                    "\"prompt\":\"" + SAID + "\",\"max_tokens\":" + TOKENS + "," + more,
                    level,
                    PLAIN_IDS,
                    TokenChain.answerText(PLAIN_IDS, TOKENS));
        }

        @Override
        public String toString() {
            return path + " " + members;
        }
    }

    private static String messages(String said) {
        return "\"messages\":[{\"role\":\"user\",\"content\":\"" + said + "\"}]";
    }

    static List<Right> right() {
        String image = "https://example.com/a.png";
        int[] seen = TokenChain.chat("See" + image);
        int[] begun = TokenChain.concat(TokenChain.turn("user", SAID), new int[] {2}, TokenChain.encode("So"));
        String begunMembers =
                "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"So\"}],"
                                .formatted(SAID)
                        + "\"continue_final_message\":true,\"add_generation_prompt\":false,\"max_tokens\":24,";
        String ids = java.util.Arrays.toString(PLAIN_IDS);
        return List.of(
                Right.chat("\"temperature\":0.5,\"seed\":1", "tokens"),
                Right.chat("\"max_tokens\":24", "tokens"),
                Right.chat("\"max_tokens\":7,\"max_completion_tokens\":24", "tokens"),
                Right.chat("\"response_format\":{\"type\":\"text\"}", "tokens"),
                Right.chat("\"tool_choice\":\"none\"," + TOOL, "tokens"),
                Right.chat("\"tool_choice\":\"auto\"," + TOOL, "text"),
                Right.chat("\"presence_penalty\":0,\"min_tokens\":0,\"n\":1", "tokens"),
                Right.chat("\"stop\":null", "tokens"),
                Right.chat("\"stop\":[\"§\"]", "text"),
                Right.chat("\"stop\":\"not said by anyone\",\"include_stop_str_in_output\":true", "text"),
                Right.chat("\"logprobs\":true,\"top_logprobs\":2", "text"),
                Right.chat("\"return_token_ids\":false", "text"),
                Right.chat("\"return_token_ids\":true", "tokens"),
                Right.chat("\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}", "tokens"),
                Right.plain("\"n\":1", "tokens"),
                Right.plain("\"logprobs\":0", "tokens"),
                Right.plain("\"logprobs\":2,\"return_token_ids\":true", "tokens"),
                Right.plain("\"stop\":[\"§§§\"]", "text"),
                new Right(
                        PLAIN,
                        "\"prompt\":[\"" + SAID + "\"],\"max_tokens\":" + TOKENS,
                        "tokens",
                        PLAIN_IDS,
                        TokenChain.answerText(PLAIN_IDS, TOKENS)),
                new Right(
                        PLAIN,
                        "\"prompt\":" + ids + ",\"max_tokens\":" + TOKENS,
                        "tokens",
                        PLAIN_IDS,
                        TokenChain.answerText(PLAIN_IDS, TOKENS)),
                new Right(
                        PLAIN,
                        "\"prompt\":\"" + SAID + "\",\"max_tokens\":" + TOKENS + ",\"echo\":true",
                        "text",
                        PLAIN_IDS,
                        SAID + TokenChain.answerText(PLAIN_IDS, TOKENS)),
                new Right(CHAT, begunMembers + "\"seed\":1", "tokens", begun, TokenChain.answerText(begun, TOKENS)),
                new Right(CHAT, begunMembers + "\"stop\":\"§\"", "text", begun, TokenChain.answerText(begun, TOKENS)),
                new Right(
                        CHAT,
                        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + image + "\"}}]}]",
                        "text",
                        seen,
                        TokenChain.answerText(seen, TOKENS)));
    }

    @ParameterizedTest
    @MethodSource
    void right(Right each) throws Exception {
        double before = pair.resumes(each.level(), "resumed", "cut");
        List<Runnable> tries = new ArrayList<>();
        for (int cut : CUTS) {
            tries.add(() -> assertRight(each, cut, true));
            tries.add(() -> assertRight(each, cut, false));
        }

        ResumeMatrix.all(tries);

        assertThat(pair.resumes(each.level(), "resumed", "cut") - before).isEqualTo(tries.size());
    }

    private static void assertRight(Right each, int cut, boolean usage) {
        boolean told = each.members().contains("stream_options");
        String options = !usage || told ? "" : ",\"stream_options\":{\"include_usage\":true}";
        WireAnswer answer =
                pair.ask(each.path(), each.members() + ",\"stream\":true" + options, Fault.finAfterTokens(cut));

        OneStream stream = OneStream.of(answer);
        boolean limited = each.members().contains("max_");
        stream.assertWhole(each.said(), limited ? "length" : "stop");
        if (usage || told) {
            stream.assertUsage(each.prompt().length, TOKENS);
        } else {
            assertThat(answer.text()).doesNotContain("usage\":{");
        }
        if (!each.members().contains("\"return_token_ids\":true")) {
            assertThat(answer.text()).doesNotContain("token_ids");
        }
        assertThat(answer.text()).contains(": resumed");
        assertThat(answer.header("x-skipjack-resume")).isEqualTo("on");
        StreamParts.of(answer).assertConsistent(each.members(), each.prompt(), TOKENS);
    }

    /** @param reason of the refusal, as in metrics */
    record Refused(String path, String members, String reason) {
        @Override
        public String toString() {
            return reason + ": " + members;
        }
    }

    static List<Refused> refused() {
        String chat = messages(SAID) + ",";
        String plain = "\"prompt\":\"" + SAID + "\",\"max_tokens\":24,";
        return List.of(
                new Refused(CHAT, chat + "\"n\":2", "several_choices"),
                new Refused(PLAIN, plain + "\"n\":2", "several_choices"),
                new Refused(PLAIN, plain + "\"best_of\":2", "several_choices"),
                new Refused(CHAT, chat + "\"use_beam_search\":true", "beam_search"),
                new Refused(CHAT, chat + "\"response_format\":{\"type\":\"json_object\"}", "structured_output"),
                new Refused(
                        CHAT,
                        chat + "\"response_format\":{\"json_schema\":{\"type\":\"text\"},\"type\":\"json_schema\"}",
                        "structured_output"),
                new Refused(CHAT, chat + "\"guided_json\":{}", "structured_output"),
                new Refused(CHAT, chat + "\"guided_regex\":\"a*\"", "structured_output"),
                new Refused(CHAT, chat + "\"guided_choice\":[\"a\"]", "structured_output"),
                new Refused(CHAT, chat + "\"guided_grammar\":\"g\"", "structured_output"),
                new Refused(PLAIN, plain + "\"structured_outputs\":{\"regex\":\"a\"}", "structured_output"),
                new Refused(CHAT, chat + "\"tool_choice\":\"required\"," + TOOL, "tool_call"),
                new Refused(
                        CHAT,
                        chat + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"look\"}}," + TOOL,
                        "tool_call"),
                new Refused(CHAT, messages("use the tool") + "," + TOOL, "tool_call"),
                new Refused(CHAT, chat + "\"presence_penalty\":0.5", "penalties"),
                new Refused(PLAIN, plain + "\"frequency_penalty\":-1", "penalties"),
                new Refused(CHAT, chat + "\"min_tokens\":5", "min_tokens"),
                new Refused(CHAT, chat + "\"prompt_logprobs\":1", "logprobs"),
                new Refused(PLAIN, plain + "\"echo\":true,\"logprobs\":1", "logprobs"),
                new Refused(CHAT, chat + "\"logprobs\":true,\"stop\":\"not said by anyone\"", "logprobs"),
                new Refused(CHAT, chat + "\"return_token_ids\":true,\"stop\":\"not said by anyone\"", "token_ids"),
                new Refused(CHAT, chat + "\"return_token_ids\":true," + TOOL, "token_ids"),
                new Refused(PLAIN, "\"prompt\":[70,71],\"max_tokens\":24,\"echo\":true", "echo"),
                new Refused(PLAIN, "\"prompt\":[\"a\",\"b\"],\"max_tokens\":24", "prompt"),
                new Refused(PLAIN, "\"prompt\":[[70,71],[72]],\"max_tokens\":24", "prompt"),
                new Refused(PLAIN, "\"prompt\":[70,71],\"max_tokens\":24,\"stop\":\"§§\"", "prompt"),
                new Refused(PLAIN, plain + "\"suffix\":\"end\"", "prompt"),
                new Refused(CHAT, chat + "\"kv_transfer_params\":{}", "kv_transfer"),
                new Refused("/v1/responses", "\"input\":\"" + SAID + "\"", "operation"),
                new Refused("/v1/messages", chat + "\"max_tokens\":24", "operation"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Refused each) {
        double before = pair.resumes("none", "refused", each.reason());

        WireAnswer answer = pair.ask(each.path(), each.members() + ",\"stream\":true", Fault.resetAfterTokens(9));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.whole()).as("HTTP message ended as if all were well").isFalse();
        assertThat(answer.text())
                .contains("interrupted")
                .doesNotContain("[DONE]", "message_stop", "response.completed");
        assertThat(each.members().contains("return_token_ids") || !answer.text().contains("token_ids"))
                .isTrue();
        assertThat(pair.resumes("none", "refused", each.reason()) - before).isEqualTo(1);
    }

    /** The finish reason, the usage and {@code [DONE]} are lost one after the other, byte by byte. */
    @ParameterizedTest
    @CsvSource({
        "chat, ''",
        "chat, '\"stop\":\"§§\",'",
        "chat, '\"max_tokens\":9,'",
        "text, ''",
        "text, '\"logprobs\":0,\"stop\":null,'",
        "text, '\"echo\":true,'"
    })
    void saysTheFormalEndItself(String kind, String members) throws Exception {
        boolean chat = kind.equals("chat");
        String asked = members + (chat ? messages(SAID) : "\"prompt\":\"" + SAID + "\"") + ",\"stream\":true";
        String usage = ",\"stream_options\":{\"include_usage\":true}";
        String path = chat ? CHAT : PLAIN;
        OneStream uncut = OneStream.of(pair.ask(path, asked + usage));
        double before = pair.resumes("end", "resumed", "cut");
        List<Runnable> tries = new ArrayList<>();
        for (int missing = 1; missing < 700; missing += 7) {
            Fault fault = Fault.cutShort(missing);
            tries.add(() -> assertEnded(pair.ask(path, asked, fault), uncut, false));
            tries.add(() -> assertEnded(pair.ask(path, asked + usage, fault), uncut, true));
        }

        ResumeMatrix.all(tries);

        assertThat(pair.resumes("end", "resumed", "cut") - before).isPositive();
    }

    private static void assertEnded(WireAnswer answer, OneStream uncut, boolean usage) {
        OneStream stream = OneStream.of(answer);
        stream.assertWhole(uncut.text(), uncut.finish().getFirst());
        if (!usage) {
            assertThat(stream.usage().isObject()).isFalse();
        } else if (stream.usage().isObject() || !uncut.text().startsWith(SAID)) {
            // of an echoed prompt nobody knows the tokens: no usage is told then, rather than a wrong one
            stream.assertUsage(
                    uncut.usage().path("prompt_tokens").asInt(),
                    uncut.usage().path("completion_tokens").asInt());
        }
    }

    /** A stop string of two words, cut at every token before, in and after it. */
    @ParameterizedTest
    @CsvSource({"chat, false", "chat, true", "text, false", "text, true"})
    void findsAStopStringAcrossTheSeam(String kind, boolean kept) throws Exception {
        boolean chat = kind.equals("chat");
        int[] said = TokenChain.answer(chat ? CHAT_IDS : PLAIN_IDS, TOKENS);
        String words = TokenChain.text(said[9]).strip() + TokenChain.text(said[10]);
        List<Runnable> tries = new ArrayList<>();
        for (int from = 0; from < words.length(); from++) {
            String stop = words.substring(from);
            String asked = (chat ? messages(SAID) : "\"prompt\":\"" + SAID + "\",\"max_tokens\":24")
                    + ",\"stop\":[\"§\",\"" + stop + "\"],\"include_stop_str_in_output\":" + kept
                    + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
            String path = chat ? CHAT : PLAIN;
            OneStream uncut = OneStream.of(pair.ask(path, asked));
            assertThat(uncut.finish()).containsExactly("stop");
            // where it is to be kept, the token that completes it tells the end as well: nothing comes between
            for (int cut = 7; cut < (kept ? 11 : 13); cut++) {
                Fault fault = Fault.finAfterTokens(cut);
                tries.add(() -> assertEnded(pair.ask(path, asked, fault), uncut, true));
            }
        }
        ResumeMatrix.all(tries);
    }
}
