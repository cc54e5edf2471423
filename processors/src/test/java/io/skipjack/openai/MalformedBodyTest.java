package io.skipjack.openai;

import static io.skipjack.openai.Requests.CHAT;
import static io.skipjack.openai.Requests.chat;
import static io.skipjack.openai.Requests.refused;
import static io.skipjack.openai.Requests.refusedChat;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 25 and 26 of the fault matrix: what is not sound JSON text is a 400, and never goes further. */
class MalformedBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "5",
                "null",
                "\"model\"",
                "{",
                "}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1} ]",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":0x10}",
                "{\"a\":tru}",
                "{\"a\":\"b}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"line\nend\"}",
                "{/*c*/\"a\":1}",
                "{\"a\":1}//c",
                "\\u007b\"a\":1}",
                "model=m&stream=true"
            })
    void refusesWhatIsNotOneJsonObject(String body) {
        OpenAiError error = refusedChat(body);

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.type()).isEqualTo("invalid_request_error");
        assertThat(error.message()).doesNotContain("jackson", "Exception", "Unexpected", "Source", "parser", "com.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}",
                "{\"x\":1,\"x\":1}",
                "{\"stream_options\":{\"include_usage\":false,\"include_usage\":true}}",
                "{\"messages\":[{\"role\":\"user\",\"role\":\"system\"}]}",
                "{\"messages\":[{\"image_url\":{\"url\":\"data:,\",\"url\":\"http://10.0.0.1/\"}}]}",
                "{\"tools\":[{\"function\":{\"a\":1,\"b\":2,\"c\":3,\"a\":4}}]}",
            })
    void refusesTheSameKeyTwiceAtAnyDepth(String body) {
        assertThat(refusedChat(body).message()).contains("same key twice", "line 1");
    }

    @Test
    void refusesDepthAndLongNumbersAndLongKeys() throws OpenAiException {
        assertThat(chat("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}").stream())
                .isFalse();
        assertThat(refusedChat("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")
                        .message())
                .contains("limit");
        assertThat(refusedChat("{\"a\":" + "[".repeat(10_000)).message()).contains("limit");
        assertThat(refusedChat("{\"a\":" + "{\"a\":".repeat(10_000)).message()).contains("limit");
        assertThat(refusedChat("{\"tools\":" + "[".repeat(10_000)).message()).contains("limit");
        assertThat(refusedChat("{\"a\":" + "9".repeat(101) + "}").message()).contains("limit");
        assertThat(refusedChat("{\"a\":1." + "9".repeat(101) + "}").message()).contains("limit");
        assertThat(refusedChat("{\"" + "k".repeat(10_000) + "\":1}").message()).contains("limit");
        assertThat(chat("{\"a\":\"" + "s".repeat(1_000_000) + "\"}").stream()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0AF", // overlong slash
                "C080", // overlong NUL
                "E08080", // overlong
                "F0808080", // overlong
                "EDA080", // surrogate
                "EDBFBF", // surrogate
                "F4908080", // above U+10FFFF
                "F5808080",
                "FF",
                "80", // continuation alone
                "C3", // cut short by the quote
                "E282",
                "F09F98",
                "C328",
                "00", // NUL
            })
    void refusesTextThatIsNotUtf8(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        for (int padding = 0; padding < 20; padding++) {
            byte[] body = concat(utf8("{\"a\":\"" + "p".repeat(padding)), bad, utf8("\",\"model\":\"m\"}"));
            assertThat(refused(CHAT, null, body).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\uD83D\\n",
                "\\ud83d\\ud83d",
                "\\ude00\\ud83d",
                "\\ud83dx",
                "\\ud83d\\\\ude00",
                "\\uDFFF"
            })
    void refusesHalfASurrogatePair(String escape) {
        assertThat(refusedChat("{\"a\":\"" + escape + "\"}").message()).contains("surrogate");
        assertThat(refusedChat("{\"" + escape + "\":1}").message()).contains("surrogate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud83d\\ude00",
                "\\\\ud800",
                "\\\\\\ud83d\\ude00",
                "\\u0000",
                "é",
                "€",
                "😀",
                "\uFFFD",
                "\\\"\\u00e9"
            })
    void takesSoundText(String text) throws OpenAiException {
        for (int padding = 0; padding < 9; padding++) {
            assertThat(chat("{\"model\":\"m\",\"a\":\"" + "p".repeat(padding) + text + "\"}")
                            .model())
                    .isEqualTo("m");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodings(String encoding) {
        byte[] body = "{\"model\":\"m\"}".getBytes(Charset.forName(encoding));

        assertThat(refused(CHAT, null, body).status()).isEqualTo(400);
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(refusedChat("\uFEFF{\"model\":\"m\"}").message()).contains("byte order mark");
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
