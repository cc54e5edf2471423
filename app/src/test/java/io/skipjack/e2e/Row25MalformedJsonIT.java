package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no sound JSON, or more than anyone may ask: 400, and the engine never hears of them. */
class Row25MalformedJsonIT {
    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    static Stream<String> corpus() {
        return Stream.of(
                "",
                " ",
                "{",
                "}",
                "[]",
                "null",
                "5",
                "\"text\"",
                "{\"model\":\"M\"",
                "{\"model\":\"M\",}",
                "{\"model\":\"M\"}}",
                "{\"model\":\"M\"}{\"model\":\"M\"}",
                "{'model':'M'}",
                "{model:\"M\"}",
                "{\"model\":\"M\"} // comment",
                "{\"model\":\"M\",\"a\":01}",
                "{\"model\":\"M\",\"a\":+1}",
                "{\"model\":\"M\",\"a\":.5}",
                "{\"model\":\"M\",\"a\":1.}",
                "{\"model\":\"M\",\"a\":0x10}",
                "{\"model\":\"M\",\"temperature\":NaN}",
                "{\"model\":\"M\",\"temperature\":Infinity}",
                "{\"model\":\"M\",\"temperature\":-Infinity}",
                "{\"model\":\"M\",\"seed\":" + "9".repeat(10_000) + "}",
                "{\"model\":\"M\",\"a\":1e" + "9".repeat(200) + "}",
                "{\"model\":\"M\",\"messages\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"model\":\"M\",\"a\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
                "{\"model\":\"M\",\"messages\":" + "[".repeat(10_000),
                "{\"model\":\"M\",\"model\":\"other\"}",
                "{\"model\":\"M\",\"mod\\u0065l\":\"other\"}",
                "{\"model\":\"M\",\"a\":{\"stream\":true,\"stream\":false}}",
                "{\"model\":\"M\",\"" + "k".repeat(5_000) + "\":1}",
                "{\"model\":5}",
                "{\"model\":[\"M\"]}",
                "{\"model\":{\"$ne\":null}}",
                "{\"model\":\"M\",\"stream\":\"yes\"}",
                "{\"model\":\"M\",\"a\":tru}",
                "{\"model\":\"M\",\"a\":\"\\x41\"}",
                "{\"model\":\"M\",\"a\":\"line\nbreak\"}",
                "\u00ef\u00bb\u00bf{\"model\":\"M\"}");
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedAndNeverForwarded(String body) {
        int before = model.asked().size();
        RawReply reply = model.ask(SpotModel.post("/v1/chat/completions", body.replace("M", model.model())));

        reply.isError(400);
        assertThat(reply.header("connection")).as("the connection goes on").isNotEqualTo("close");
        assertThat(model.asked()).hasSize(before);
    }

    @Test
    void whatTheEngineGetsIsWhatWasValidated() {
        String body = "{ \"model\" : \"" + model.model()
                + "\",\t\"messages\":[{\"role\":\"user\",\"content\":\"\\u0041\"}] ,\"unknown\":[1e5,-0.0,{}]}";

        assertThat(model.ask(SpotModel.post("/v1/chat/completions", body)).status())
                .isEqualTo(200);
        assertThat(model.asked().getLast().bodyText()).isEqualTo(SpotModel.forwarded(body));
        assertThat(model.ask(SpotModel.post("/v1/chat/completions", body, WireCall.UNRESUMED))
                        .status())
                .isEqualTo(200);
        assertThat(model.asked().getLast().bodyText()).isEqualTo(body);
    }
}
