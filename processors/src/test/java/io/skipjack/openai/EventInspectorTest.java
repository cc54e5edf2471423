package io.skipjack.openai;

import static io.skipjack.openai.EventInspector.ABORT;
import static io.skipjack.openai.EventInspector.CONTENT;
import static io.skipjack.openai.EventInspector.DATA;
import static io.skipjack.openai.EventInspector.DONE;
import static io.skipjack.openai.EventInspector.ERROR;
import static io.skipjack.openai.EventInspector.FINISH;
import static io.skipjack.openai.EventInspector.MALFORMED;
import static io.skipjack.openai.EventInspector.USAGE;
import static io.skipjack.openai.EventInspector.USAGE_ONLY;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 2 to 4: what counts as an end, and what as damage. */
class EventInspectorTest {
    private static final String DELTA =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"TEXT\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final String DONE_EVENT = "data: [DONE]\n\n";

    private final EventInspector chat = new EventInspector(Operation.CHAT);

    @Test
    void tellsContentFromTheOpeningChunk() {
        assertThat(see(chat, DELTA.replace("TEXT", " Hello"))).isEqualTo(DATA | CONTENT);
        assertThat(see(chat, DELTA.replace("TEXT", ""))).isEqualTo(DATA);
        assertThat(see(chat, delta("{\"role\":\"assistant\",\"content\":\"\"}", "null")))
                .isEqualTo(DATA);
        assertThat(see(chat, delta("{\"role\":\"assistant\",\"refusal\":null,\"tool_calls\":[]}", "null")))
                .isEqualTo(DATA);
        assertThat(see(chat, delta("{\"reasoning_content\":\"hm\"}", "null"))).isEqualTo(DATA | CONTENT);
        assertThat(see(chat, delta("{\"tool_calls\":[{\"index\":0}]}", "null"))).isEqualTo(DATA | CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": keepalive\n\n",
                ":\n\n",
                "\n",
                "\r\n",
                "event: ping\n\n",
                "id: 1\n\n",
                "retry: 5\n\n",
                "data:\n\n",
                "data: \n\n",
                "",
                "data\n\n"
            })
    void takesCommentsAndEmptyEventsForKeepAlive(String event) {
        assertThat(see(chat, event)).isZero();
        assertThat(chat.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [DONE]\n\n",
                "data:[DONE]\r\n\r\n",
                "data: [DONE] \r\r",
                ": c\ndata: [DONE]\n\n",
                "data: [DONE]"
            })
    void knowsDoneAndDoesNotTrustIt(String event) {
        for (Operation operation : Operation.values()) {
            assertThat(see(new EventInspector(operation), event)).isEqualTo(DATA | DONE);
        }
        see(chat, DELTA);
        see(chat, event);
        assertThat(chat.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "length", "tool_calls", "content_filter", "function_call"})
    void isWholeAfterARealFinishReason(String reason) {
        see(chat, DELTA);
        assertThat(see(chat, delta("{}", "\"" + reason + "\""))).isEqualTo(DATA | FINISH);
        assertThat(chat.whole()).isTrue();
        assertThat(chat.finishReason()).isEqualTo(reason);
    }

    @Test
    void takesAnUnknownReasonForReal() {
        see(chat, delta("{}", "\"repetition\""));

        assertThat(chat.whole()).isTrue();
        assertThat(chat.finishReason()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false", "{\"type\":\"stop\"}", "[\"stop\"]", "1"})
    void takesWhatIsNoReasonForNone(String reason) {
        assertThat(see(chat, delta("{}", reason)) & (FINISH | ABORT)).isZero();
        assertThat(chat.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void isNeverWholeOnceTheEngineGaveUp(String reason) {
        assertThat(see(chat, delta("{}", "\"" + reason + "\""))).isEqualTo(DATA | ABORT);
        see(chat, delta("{}", "\"stop\""));
        see(chat, DONE_EVENT);
        assertThat(chat.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"boom\"}}\n\n",
                "data: { \"x\" : 1 , \"error\" : \"boom\" }\n\n",
                "data: {\"error\":{\"m\":1},\"choices\":[{\"index\":0,\"finish_reason\":null}]}\n\n",
                "data: {\"object\":\"error\",\"message\":\"boom\"}\n\n",
                "event: error\ndata: {}\n\n",
                "event:error\r\ndata: {\"message\":\"boom\"}\r\n\r\n",
                "event: error\n\n",
                "data: {}\nevent: error\n\n",
                "data: {\ndata: \"error\":{\"message\":\"boom\"}}\n\n",
            })
    void noticesAnError(String event) {
        for (Operation operation : Operation.values()) {
            EventInspector inspector = new EventInspector(operation);
            assertThat(see(inspector, event) & ERROR).as("%s", operation).isEqualTo(ERROR);
            see(inspector, delta("{}", "\"stop\""));
            see(inspector, DONE_EVENT);
            assertThat(inspector.whole()).isFalse();
        }
    }

    @Test
    void takesANullErrorForNone() {
        assertThat(see(chat, "data: {\"error\":null,\"choices\":[]}\n\n")).isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\"finish_reason\\\":\\\"stop\\\"",
                "\\\"error\\\":{\\\"x\\\":1}",
                "data: [DONE]",
                "\\n\\ndata: [DONE]\\n\\n",
                "\\\\\\\"}],\\\"error\\\":1,\\\"x\\\":[{\\\"y\\\":\\\"",
                "event: error",
                "[DONE]",
                "\\\\",
                "\\u0022error\\u0022:1",
                "}]}",
                "é😀"
            })
    void isNotFooledByWhatTheModelWrites(String text) {
        assertThat(see(chat, DELTA.replace("TEXT", text))).isEqualTo(DATA | CONTENT);
        assertThat(see(chat, delta("{\"tool_calls\":[{\"function\":{\"arguments\":\"" + text + "\"}}]}", "null")))
                .isEqualTo(DATA | CONTENT);
        assertThat(chat.whole()).isFalse();
    }

    @Test
    void isNotFooledByTheSameKeysElsewhere() {
        String elsewhere =
                "data: {\"x_info\":{\"error\":{\"m\":1},\"usage\":{\"prompt_tokens\":9},\"finish_reason\":\"stop\"},"
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\",\"finish_reason\":\"stop\"},"
                        + "\"logprobs\":{\"content\":[{\"token\":\"\\\"\",\"finish_reason\":\"stop\",\"error\":1}]},\"finish_reason\":null}]}\n\n";

        assertThat(see(chat, elsewhere)).isEqualTo(DATA | CONTENT);
        assertThat(chat.whole()).isFalse();
        assertThat(chat.promptTokens()).isEqualTo(-1);
    }

    @Test
    void readsAnyOrderAndSpacing() {
        see(chat, DELTA);
        assertThat(
                        see(
                                chat,
                                "data:\t{ \"choices\" : [ { \"finish_reason\" : \"stop\" , \"delta\" : { } , \"index\" : 0 } ] , \"usage\" : null }\n\n"))
                .isEqualTo(DATA | FINISH);
        assertThat(chat.whole()).isTrue();
    }

    @Test
    void waitsForEachChoiceSeen() {
        see(chat, DELTA);
        see(chat, DELTA.replace("\"index\":0", "\"index\":2"));
        see(chat, DELTA.replace("\"index\":0", "\"index\":127"));
        see(chat, delta("{}", "\"stop\""));
        assertThat(chat.whole()).isFalse();
        assertThat(chat.openChoices()).isEqualTo(BitSet.valueOf(new long[] {4, 1L << 63}));

        see(chat, delta("{}", "\"length\"").replace("\"index\":0", "\"index\":2"));
        see(chat, delta("{}", "\"stop\"").replace("\"index\":0", "\"index\":127"));
        assertThat(chat.whole()).isTrue();
        assertThat(chat.openChoices().isEmpty()).isTrue();
    }

    @Test
    void readsSeveralChoicesOfOneEvent() {
        assertThat(
                        see(
                                chat,
                                "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"},{\"index\":1,\"delta\":{\"content\":\"x\"}}]}\n\n"))
                .isEqualTo(DATA | FINISH | CONTENT);
        assertThat(chat.whole()).isFalse();
    }

    @Test
    void knowsTheUsageChunkFromUsageBesideContent() {
        assertThat(see(
                        chat,
                        "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"total_tokens\":46,\"completion_tokens\":34,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":99}}}\n\n"))
                .isEqualTo(DATA | USAGE | USAGE_ONLY);
        assertThat(chat.promptTokens()).isEqualTo(12);
        assertThat(chat.completionTokens()).isEqualTo(34);

        assertThat(
                        see(
                                chat,
                                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":35}}\n\n"))
                .isEqualTo(DATA | FINISH | USAGE);
        assertThat(chat.completionTokens()).isEqualTo(35);
        assertThat(see(chat, "data: {\"choices\":[],\"usage\":null}\n\n")).isEqualTo(DATA);
        assertThat(see(chat, "data: {\"usage\":{\"prompt_tokens\":1}}\n\n")).isEqualTo(DATA | USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1.5", "1e3", "\"7\"", "null", "99999999999999999999", "[1]", "{}"})
    void ignoresCountsThatAreNone(String count) {
        see(chat, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":3}}\n\n");

        assertThat(chat.promptTokens()).isEqualTo(-1);
        assertThat(chat.completionTokens()).isEqualTo(3);
    }

    @Test
    void readsCompletions() {
        EventInspector completions = new EventInspector(Operation.COMPLETIONS);

        assertThat(
                        see(
                                completions,
                                "data: {\"choices\":[{\"index\":0,\"text\":\"a\",\"finish_reason\":null,\"token_ids\":[1,2]}]}\n\n"))
                .isEqualTo(DATA | CONTENT);
        assertThat(see(
                        completions,
                        "data: {\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"length\"}]}\n\n"))
                .isEqualTo(DATA | FINISH);
        assertThat(completions.whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: garbage\n\n",
                "data: {\"a\":1\n\n",
                "data: {\"a\":\"x\n\n",
                "data: [1]\n\n",
                "data: {\"a\":1}}\n\n",
                "data: {\"a\" 1}\n\n",
                "data: {\"choices\":[{\"index\":0}\n\n",
                "data: {\"choices\":[{\"index\":-1}]}\n\n",
                "data: {\"choices\":[{\"index\":99999999}]}\n\n",
                "data: {\"a\":1} x\n\n",
                "data: {\"a\":}\n\n",
                "data: {\"choices\":[}\n\n",
                "data: {\"a\\\n\n",
                "data: <html>\n\n"
            })
    void callsDataThatIsNoObjectMalformed(String event) {
        assertThat(see(chat, event) & MALFORMED).isEqualTo(MALFORMED);
        see(chat, delta("{}", "\"stop\""));
        assertThat(chat.whole()).isFalse();
    }

    @Test
    void readsOnlyTheRangeGiven() {
        byte[] event = utf8(delta("{}", "\"stop\""));
        for (int padding = 0; padding < 17; padding++) {
            byte[] bytes = utf8("\"".repeat(padding)
                    + new String(event, java.nio.charset.StandardCharsets.UTF_8)
                    + "\\\"{[".repeat(padding));
            EventInspector inspector = new EventInspector(Operation.CHAT);
            assertThat(inspector.inspect(bytes, padding, padding + event.length))
                    .isEqualTo(DATA | FINISH);
        }
    }

    @Property(tries = 3000)
    void neverThrowsForRandomBytes(@ForAll byte[] bytes, @ForAll Operation operation) {
        EventInspector inspector = new EventInspector(operation);
        inspector.inspect(bytes, 0, bytes.length);
        inspector.inspect(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
    }

    @Property(tries = 5000)
    void aDamagedEventIsNeverAWholeAnswerOfAnotherKind(@ForAll @IntRange(max = 100_000) int place, @ForAll byte with) {
        byte[] event = utf8(DELTA);
        int at = place % event.length;
        event[at] = with;
        EventInspector inspector = new EventInspector(Operation.CHAT);
        inspector.inspect(event, 0, event.length);

        assertThat(inspector.whole()).isFalse();
    }

    @Property(tries = 500)
    void aCutEventIsNeverSound(@ForAll @IntRange(max = 100_000) int place) {
        byte[] event = utf8(DELTA.strip());
        int cut = 7 + place % (event.length - 7);

        assertThat(new EventInspector(Operation.CHAT).inspect(event, 0, cut) & MALFORMED)
                .isEqualTo(MALFORMED);
    }

    private static String delta(String delta, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static int see(EventInspector inspector, String event) {
        byte[] bytes = utf8(event);
        return inspector.inspect(bytes, 0, bytes.length);
    }
}
