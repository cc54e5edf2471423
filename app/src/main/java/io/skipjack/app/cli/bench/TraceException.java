package io.skipjack.app.cli.bench;

import java.io.Serial;

/** A trace cannot be read; the message is one sentence that names the file, and the line where there is one. */
public final class TraceException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TraceException(String message) {
        super(message);
    }

    TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
