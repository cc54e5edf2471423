package io.skipjack.app.cli;

import java.io.Serial;

/** A command could not do its work; the message is one sentence with the next step. */
final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
