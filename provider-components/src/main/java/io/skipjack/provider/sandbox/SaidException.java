package io.skipjack.provider.sandbox;

import java.io.IOException;

/** The client closed while the last bytes were written: the answer had been said, so the engine counts it as finished. */
final class SaidException extends IOException {
    private static final long serialVersionUID = 1L;

    SaidException(Exception cause) {
        super("client left after the last token", cause);
    }
}
