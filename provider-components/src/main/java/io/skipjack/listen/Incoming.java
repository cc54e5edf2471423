package io.skipjack.listen;

import io.netty.handler.codec.http.HttpRequest;
import io.skipjack.openai.OpenAiError;

/** What a client's connection delivered: a request with its whole body, a question, or why a request is refused. */
sealed interface Incoming {
    /**
     * A request.
     *
     * @param budgeted bytes of all clients' budget that its body holds until it is answered
     */
    @SuppressWarnings("ArrayRecordComponent") // moved, never compared
    record Assembled(HttpRequest head, byte[] body, long startedNanos, int budgeted) implements Incoming {}

    /** The client waits for a 100 before it sends a body; it comes after the answers to the requests before. */
    record Asking() implements Incoming {}

    /** The connection is closed after a refusal: what follows on it cannot be told apart from the refused request. */
    record Refused(OpenAiError error) implements Incoming {}
}
