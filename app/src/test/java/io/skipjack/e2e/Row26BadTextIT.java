package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no sound Unicode: 400, and the engine never gets their bytes. Text here is Latin-1: one char, one byte. */
class Row26BadTextIT {
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

    static Stream<Arguments> corpus() {
        return Stream.of(
                Arguments.of("a lone continuation byte", "\u0080"),
                Arguments.of("a lead byte alone", "\u00c3"),
                Arguments.of("a sequence cut short", "\u00e2\u0082"),
                Arguments.of("an overlong slash", "\u00c0\u00af"),
                Arguments.of("an overlong slash in three bytes", "\u00e0\u0080\u00af"),
                Arguments.of("an overlong NUL", "\u00c0\u0080"),
                Arguments.of("a surrogate in UTF-8", "\u00ed\u00a0\u0080"),
                Arguments.of("a pair of surrogates in UTF-8", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080"),
                Arguments.of("above U+10FFFF", "\u00f4\u0090\u0080\u0080"),
                Arguments.of("a byte that is never UTF-8", "\u00ff"),
                Arguments.of("a NUL", "\u0000"),
                Arguments.of("an escaped half of a pair", "\\ud800"),
                Arguments.of("an escaped second half", "\\udc00"),
                Arguments.of("an escaped pair the wrong way round", "\\ude00\\ud83d"),
                Arguments.of("a half before an escape", "\\ud83d\\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void isRefusedInAnyPlace(String flaw, String bytes) {
        refused("{\"model\":\"M\",\"messages\":[{\"role\":\"user\",\"content\":\"a" + bytes + "b\"}]}");
        refused("{\"model\":\"M\",\"unread" + bytes + "\":1}");
        refused("{\"model\":\"M" + bytes + "\"}");
    }

    private static void refused(String body) {
        int before = model.asked().size();
        model.ask(SpotModel.post("/v1/chat/completions", body.replace("M", model.model())))
                .isError(400);
        assertThat(model.asked()).hasSize(before);
    }
}
