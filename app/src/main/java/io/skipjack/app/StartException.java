package io.skipjack.app;

import java.io.Serial;

/** The router could not start; the message is for the person who started it, a sentence a line. */
public final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
