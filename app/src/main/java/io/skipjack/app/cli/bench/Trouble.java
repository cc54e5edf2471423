package io.skipjack.app.cli.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.concurrent.CompletionException;

/** The words for what goes wrong with a request; a status other than 200 is one of its own. */
final class Trouble {
    /** Nobody could be reached. */
    static final String NO_CONNECTION = "no connection";

    /** The connection broke, or the answer ended without a finish reason or without {@code [DONE]}. */
    static final String CUT = "cut";

    /** The answer, or an event in it, says that it is an error. */
    static final String ERROR = "error in the answer";

    /** What came is no answer of this protocol. */
    static final String NO_ANSWER = "not understood";

    /** It took longer than it may. */
    static final String TIMEOUT = "timeout";

    /** Too many were open already, here. */
    static final String NOT_SENT = "not sent";

    private Trouble() {}

    static String status(int status) {
        return "status " + status;
    }

    /** @param failure of the client */
    static String of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return switch (cause) {
            case ConnectException refused -> NO_CONNECTION;
            case HttpConnectTimeoutException nobody -> NO_CONNECTION;
            case IOException broken -> CUT;
            default -> NO_ANSWER;
        };
    }
}
