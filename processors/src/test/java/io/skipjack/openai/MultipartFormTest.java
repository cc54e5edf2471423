package io.skipjack.openai;

import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.refused;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    private static final String PATH = "/v1/audio/transcriptions";
    private static final String TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryX";
    private static final String DELIMITER = "------WebKitFormBoundaryX";

    @Test
    void findsModelAndStreamAroundAFile() throws OpenAiException {
        byte[] audio = new byte[100_000];
        new Random(7).nextBytes(audio);
        byte[] body = form(
                part(
                        "name=\"file\"; filename=\"a;\\\"b.mp3\"\r\nContent-Type: audio/mpeg",
                        new String(audio, StandardCharsets.ISO_8859_1)),
                part("name=\"model\"", "openai/whisper-large-v3"),
                part("name=stream", "True"));
        InferenceRequest request = read(PATH, TYPE, body);

        assertThat(request.operation()).isEqualTo(Operation.AUDIO);
        assertThat(request.model()).isEqualTo("openai/whisper-large-v3");
        assertThat(request.stream()).isTrue();
        assertThat(request.usageWanted()).isTrue();
        assertThat(request.contentType()).isEqualTo(TYPE);
        assertThat(request.body()).isSameAs(body);
    }

    @Test
    void takesAFormWithoutEither() throws OpenAiException {
        InferenceRequest request = read(
                PATH,
                "multipart/form-data; boundary=\"a b\"",
                utf8("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--a b--"));

        assertThat(request.model()).isNull();
        assertThat(request.stream()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=a; boundary=b"
            })
    void needsOneBoundary(String type) {
        assertThat(refused(PATH, type, form(part("name=model", "m"))).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=\"model\"\r\n\r\na\r\n@@\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nb",
                "form-data; name=\"model\"; filename=\"x\"\r\n\r\nm",
                "form-data; name=\"model\"\r\nContent-Transfer-Encoding: base64\r\n\r\nbQ==",
                "form-data; name=\"model\"; name=\"x\"\r\n\r\nm",
                "form-data; name=\"mo\\del\"\r\n\r\nm",
                "form-data; name*=utf-8''model\r\n\r\nm",
                "form-data; name=\"model\r\n\r\nm",
                "form-data; name=\"model\" x\r\n\r\nm",
                "form-data; name=\"\"\r\n\r\nm",
                "form-data\r\n\r\nm",
                "attachment; name=\"model\"\r\n\r\nm",
                "form-data; name=\"x\"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm",
                "form-data; name=\"x\";\r\n name=\"model\"\r\n\r\nm",
                "form-data; name=\"x\"\n\r\n\r\nm",
                "form-data; name=\"x\"\r\n\r\nfile\n@@\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm",
                "form-data; name=\"x\"\r\n\r\n@@file",
                "form-data; name=\"x\"\n\nm",
                "form-data; name=\"model\"\r\n\r\n../m",
                "form-data; name=\"model\"\r\n\r\n",
                "form-data; name=\"stream\"\r\n\r\nmaybe",
            })
    void refusesWhatParsersReadDifferently(String rest) {
        byte[] body = utf8(DELIMITER + "\r\nContent-Disposition: "
                + rest.replace("@@", DELIMITER)
                + "\r\n" + DELIMITER + "--\r\n");

        assertThat(refused(PATH, TYPE, body).status()).isEqualTo(400);
    }

    @Test
    void refusesPreambleAndEpilogueAndAMissingEnd() {
        String sound = DELIMITER + "\r\nContent-Disposition: form-data; name=x\r\n\r\nv\r\n" + DELIMITER;

        assertThat(refused(PATH, TYPE, utf8("x\r\n" + sound + "--")).status()).isEqualTo(400);
        assertThat(refused(PATH, TYPE, utf8(sound + "--\r\nx")).status()).isEqualTo(400);
        assertThat(refused(PATH, TYPE, utf8(sound)).status()).isEqualTo(400);
        assertThat(refused(PATH, TYPE, utf8(sound + "\r\n")).status()).isEqualTo(400);
    }

    @Test
    void boundsPartsAndHeadersAndValues() {
        String[] many = new String[65];
        java.util.Arrays.fill(many, part("name=x", "v"));

        assertThat(refused(PATH, TYPE, form(many)).message()).contains("64 parts");
        assertThat(refused(PATH, TYPE, form(part("name=x\r\nX: " + "y".repeat(9000), "v")))
                        .status())
                .isEqualTo(400);
        assertThat(refused(PATH, TYPE, form(part("name=model", "m".repeat(2000))))
                        .param())
                .isEqualTo("model");
    }

    private static String part(String disposition, String content) {
        return DELIMITER + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static byte[] form(String... parts) {
        return (String.join("", parts) + DELIMITER + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
