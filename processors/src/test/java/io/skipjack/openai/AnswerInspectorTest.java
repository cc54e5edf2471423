package io.skipjack.openai;

import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerInspectorTest {
    private static final AnswerInspector INSPECTOR = new AnswerInspector();
    private static final String CHAT =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\","
                    + "\"usage\":{\"prompt_tokens\":99}},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":8,\"completion_tokens\":3}}";

    @Test
    void readsUsageAndTheFinishReason() {
        AnswerFacts facts = inspect(CHAT);

        assertThat(facts).isEqualTo(new AnswerFacts(5, 3, "stop", false, false));
        assertThat(facts.whole()).isTrue();
    }

    @Test
    void readsTheOtherFormats() {
        assertThat(
                        inspect(
                                "{\"type\":\"message\",\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}"))
                .isEqualTo(new AnswerFacts(1, 2, "end_turn", false, false));
        assertThat(
                        inspect(
                                "{\"object\":\"response\",\"status\":\"completed\",\"error\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}"))
                .isEqualTo(new AnswerFacts(1, 2, null, false, false));
        assertThat(
                        inspect(
                                "{\"object\":\"list\",\"data\":[{\"embedding\":[0.1,-2e-3]}],\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"))
                .isEqualTo(new AnswerFacts(4, -1, null, false, false));
        assertThat(inspect("{\"tokens\":[1,2],\"count\":2}")).isEqualTo(new AnswerFacts(-1, -1, null, false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"x\"}}",
                "{\"error\":\"x\"}",
                "{\"object\":\"error\",\"message\":\"x\"}",
                "{\"type\":\"error\"}",
                "{\"object\":\"response\",\"status\":\"failed\"}"
            })
    void knowsAnError(String body) {
        assertThat(inspect(body).error()).isTrue();
        assertThat(inspect(body).whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void anAnswerGivenUpIsNotWhole(String reason) {
        assertThat(inspect("{\"choices\":[{\"finish_reason\":\"" + reason + "\"},{\"finish_reason\":\"stop\"}]}")
                        .whole())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "5",
                "null",
                "<html>",
                "{",
                "{}x",
                "{\"usage\":",
                "{\"choices\":[{",
                "{\"choices\":[1,"
            })
    void reportsWhatIsNoJsonObject(String body) {
        assertThat(inspect(body).malformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":null}",
                "{\"usage\":5}",
                "{\"usage\":{\"prompt_tokens\":\"5\"}}",
                "{\"usage\":{\"prompt_tokens\":1.5}}",
                "{\"usage\":{\"prompt_tokens\":99999999999999999999}}",
                "{\"usage\":{\"prompt_tokens\":-3}}",
                "{\"usage\":{\"prompt_tokens\":{\"a\":[]}}}",
                "{\"choices\":5}",
                "{\"choices\":[1,[2],null]}",
                "{\"choices\":[{\"finish_reason\":{}}]}"
            })
    void toleratesOddValues(String body) {
        assertThat(inspect(body)).isEqualTo(new AnswerFacts(-1, -1, null, false, false));
    }

    @Test
    void readsOnlyTheRangeGiven() {
        byte[] padded = utf8("}}" + CHAT + "{{");

        assertThat(INSPECTOR.inspect(padded, 2, padded.length - 2).whole()).isTrue();
    }

    @Test
    void reportsEveryCut() {
        byte[] whole = utf8(CHAT);
        for (int cut = 0; cut < whole.length; cut++) {
            assertThat(INSPECTOR.inspect(whole, 0, cut).malformed()).isTrue();
        }
    }

    @Property(tries = 2000)
    void neverThrows(@ForAll byte[] bytes, @ForAll byte with) {
        INSPECTOR.inspect(bytes, 0, bytes.length);
        byte[] damaged = utf8(CHAT);
        damaged[Math.floorMod(Arrays.hashCode(bytes), damaged.length)] = with;
        INSPECTOR.inspect(damaged, 0, damaged.length);
    }

    private static AnswerFacts inspect(String body) {
        byte[] bytes = utf8(body);
        return INSPECTOR.inspect(bytes, 0, bytes.length);
    }
}
