package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The client's end of a streamed answer. All calls are made on the client's event loop. */
public interface AnswerSink {
    /** Whether the client keeps up; when false the stream stops reading until it is told otherwise. */
    boolean writable();

    /** Takes ownership of the bytes. */
    void write(ByteBuf bytes);

    void flush();

    /** The answer is whole: ends the HTTP message cleanly. */
    void end();

    /**
     * The answer is broken and cannot be ended honestly: writes the last words, if any, and closes the connection
     * without ending the HTTP message.
     */
    void cut(@Nullable ByteBuf lastWords);
}
