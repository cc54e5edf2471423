package io.skipjack.provider.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request the engine will not serve; becomes the error body of vLLM with this status. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String param;
    private final boolean inOpenAisWords;

    RefusedException(int status, String message, @Nullable String param) {
        this(status, message, param, false);
    }

    private RefusedException(int status, String message, @Nullable String param, boolean inOpenAisWords) {
        super(message);
        this.status = status;
        this.param = param;
        this.inOpenAisWords = inOpenAisWords;
    }

    static RefusedException badRequest(String message, @Nullable String param) {
        return new RefusedException(400, message, param);
    }

    /** As OpenAI itself refuses, whose errors have other types than vLLM's and no number. */
    static RefusedException invalidRequest(String message, @Nullable String param) {
        return new RefusedException(400, message, param, true);
    }

    static RefusedException tooLong(int maxModelLen, long promptTokens, long answerTokens) {
        return badRequest(
                "This model's maximum context length is " + maxModelLen + " tokens. However, you requested "
                        + (promptTokens + answerTokens) + " tokens (" + promptTokens + " in the messages, "
                        + answerTokens
                        + " in the completion). Please reduce the length of the messages or completion.",
                null);
    }

    boolean inOpenAisWords() {
        return inOpenAisWords;
    }

    int status() {
        return status;
    }

    @Nullable
    String param() {
        return param;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
