package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one relayed answer, the same for all upstreams that say parts of it: keeps what comes before the
 * client's connection is there, and hands the rest straight on. Used on the client's event loop only.
 */
final class AnswerOutflow implements AnswerStream {
    private final Deque<ByteBuf> held = new ArrayDeque<>(2);
    private @Nullable Source source;
    private @Nullable AnswerSink sink;
    private @Nullable Consumer<AnswerSink> ending;
    private boolean over;

    /** Whoever says the answer at present. */
    interface Source {
        /** The client is there, or keeps up again. */
        void more();

        /** The client has left. */
        void clientLeft();
    }

    /** From now on the answer comes from there; null for nobody yet. */
    void from(@Nullable Source next) {
        source = next;
    }

    /** Whether nothing more can be written: the answer has ended, or its client has left. */
    boolean isOver() {
        return over || ending != null;
    }

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
        if (to == null || over) {
            return false;
        }
        to.flush();
        return to.writable();
    }

    /** Nothing follows but this: at once, or as soon as the client's connection is there. */
    void end(Consumer<AnswerSink> how) {
        AnswerSink to = sink;
        if (over) {
            return;
        }
        if (to == null) {
            ending = how;
        } else {
            over = true;
            how.accept(to);
        }
    }

    @Override
    public void attach(AnswerSink to) {
        if (over) {
            to.cut(null);
            return;
        }
        sink = to;
        while (!held.isEmpty()) {
            to.write(held.poll());
        }
        Consumer<AnswerSink> how = ending;
        over = how != null;
        if (how != null) {
            how.accept(to);
        } else if (source != null) {
            source.more();
        }
    }

    @Override
    public boolean waits() {
        return source == null && !isOver();
    }

    @Override
    public void resume() {
        if (source != null && !over) {
            source.more();
        }
    }

    @Override
    public void cancel() {
        if (source != null) {
            source.clientLeft();
        }
        close();
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
