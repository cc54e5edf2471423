package io.skipjack.openai;

/** A request that is answered with an error; its text reaches the client. No stack trace: it is an answer. */
public final class OpenAiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient OpenAiError error;

    public OpenAiException(OpenAiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public OpenAiError error() {
        return error;
    }
}
