package io.skipjack.openai;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Short ways to read a request in tests. */
final class Requests {
    static final String CHAT = "/v1/chat/completions";
    private static final InferenceRequestReader READER =
            new InferenceRequestReader(ReaderLimits.DEFAULT, PathAllowlist.of(PathAllowlist.DEFAULT_PATTERNS));

    private Requests() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static InferenceRequest read(String path, @Nullable String contentType, byte[] body) throws OpenAiException {
        return READER.read(path, null, contentType, body);
    }

    static InferenceRequest chat(String body) throws OpenAiException {
        return read(CHAT, "application/json", utf8(body));
    }

    static OpenAiError refused(String path, @Nullable String contentType, byte[] body) {
        OpenAiException refusal =
                catchThrowableOfType(OpenAiException.class, () -> READER.read(path, null, contentType, body));
        if (refusal == null) {
            throw new AssertionError("accepted: " + text(body));
        }
        return refusal.error();
    }

    static OpenAiError refusedChat(String body) {
        return refused(CHAT, "application/json", utf8(body));
    }
}
