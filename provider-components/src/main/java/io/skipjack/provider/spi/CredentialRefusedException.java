package io.skipjack.provider.spi;

/**
 * Who gives out tokens will not have our credential: wrong until somebody changes it. {@link RestClient} turns it into an
 * answer with status 401, as an API says that is asked with a key it does not know.
 */
public final class CredentialRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence without secrets */
    public CredentialRefusedException(String message) {
        super(message);
    }

    /** The sentence. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
