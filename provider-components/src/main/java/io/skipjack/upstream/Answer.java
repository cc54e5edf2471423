package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/** What a client is sent. */
public sealed interface Answer {
    int status();

    HttpHeaders headers();

    /**
     * An answer that is all there.
     *
     * @param body owned by whoever holds the answer
     */
    record Whole(int status, HttpHeaders headers, ByteBuf body) implements Answer {}

    /** An answer whose bytes come as the upstream sends them. */
    record Streamed(int status, HttpHeaders headers, AnswerStream stream) implements Answer {}
}
