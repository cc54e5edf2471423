package io.skipjack.provider.sandbox;

import java.io.IOException;

/** Unwinds an answer whose connection a fault has just closed on purpose. */
final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException() {
        super("answer broken off by a fault");
    }
}
