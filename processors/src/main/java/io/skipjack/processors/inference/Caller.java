package io.skipjack.processors.inference;

/**
 * The client's side of one request: what the inference path may ask of the connection it came on. Implemented by the
 * front door; safe to call from any thread.
 */
public interface Caller {
    /** Whether the client has left: nothing sent now would be read. */
    boolean gone();

    /** Runs once when the client leaves before its answer has ended; at once if it already has. */
    void whenGone(Runnable action);

    /**
     * From now on the client is told that its request waits: a streaming one gets SSE comments at the configured
     * interval, which commits the 200; others just wait.
     */
    void waiting();
}
