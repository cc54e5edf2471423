package io.skipjack.upstream;

/** The upstream's end of a streamed answer. All calls are made on the client's event loop. */
public interface AnswerStream {
    /** Begins to flow into the sink, what has been held back first. */
    void attach(AnswerSink sink);

    /** The sink can take more again. */
    void resume();

    /** Whether nobody speaks at present: another upstream is sought, and the client may need a sign of life. */
    default boolean waits() {
        return false;
    }

    /** The client has left: closes the upstream connection, which frees the engine. */
    void cancel();
}
