package io.skipjack.provider.sandbox;

/** A lever that could not be pulled; the message is one sentence for the person who typed it. */
public class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SandboxException(String sentence) {
        super(sentence);
    }

    SandboxException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
