package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one relayed answer: keeps what comes before the client's connection is there, and hands the rest
 * straight on. Used on the client's event loop only.
 */
final class AnswerOutflow {
    private final Deque<ByteBuf> held = new ArrayDeque<>(2);
    private @Nullable AnswerSink sink;
    private @Nullable Consumer<AnswerSink> ending;
    private boolean over;

    /** Takes ownership of the bytes. */
    void write(ByteBuf bytes) {
        AnswerSink to = sink;
        if (over) {
            bytes.release();
        } else if (to == null) {
            held.add(bytes);
        } else {
            to.write(bytes);
        }
    }

    /** Sends what was written; whether the client is there and keeps up. */
    boolean flush() {
        AnswerSink to = sink;
        if (to == null) {
            return false;
        }
        to.flush();
        return to.writable();
    }

    /** Nothing follows but this: at once, or as soon as the client's connection is there. */
    void end(Consumer<AnswerSink> how) {
        AnswerSink to = sink;
        if (to == null) {
            ending = how;
        } else {
            over = true;
            how.accept(to);
        }
    }

    /** The client's connection is there; true while more of the answer is to come. */
    boolean attach(AnswerSink to) {
        if (over) {
            to.cut(null);
            return false;
        }
        sink = to;
        while (!held.isEmpty()) {
            to.write(held.poll());
        }
        Consumer<AnswerSink> how = ending;
        over = how != null;
        if (how != null) {
            how.accept(to);
        }
        return !over;
    }

    /** Gives back what no client has seen. */
    void forget() {
        while (!held.isEmpty()) {
            held.poll().release();
        }
    }

    /** The client has left. */
    void close() {
        over = true;
        forget();
    }
}
