package io.skipjack.domain.fleet;

/** The store cannot be read or written now; serving goes on from memory, launching waits. The message holds no values. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
