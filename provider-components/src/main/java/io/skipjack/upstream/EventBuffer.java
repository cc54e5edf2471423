package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.skipjack.openai.SseFramer;
import java.util.Arrays;

/** Cuts a stream into whole events, for answers that are looked at event by event anyway. Keeps what has no end yet. */
final class EventBuffer {
    /** Takes one event; false when the rest is not wanted any more. */
    interface Taker {
        boolean event(byte[] bytes, int from, int to);
    }

    private final SseFramer framer;
    private byte[] bytes = new byte[1024];
    private int length;

    EventBuffer(int maxEventBytes) {
        this.framer = new SseFramer(maxEventBytes);
    }

    /**
     * Takes ownership of what arrived, and hands its events over.
     *
     * @return false when an event is too large
     */
    boolean take(ByteBuf arrived, Taker taker) {
        int known = length;
        int more = arrived.readableBytes();
        if (known + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(known + more, 2 * bytes.length));
        }
        arrived.readBytes(bytes, known, more);
        arrived.release();
        length = known + more;
        int start = 0;
        int from = known;
        int end;
        while ((end = framer.next(bytes, from, length)) >= 0) {
            if (!taker.event(bytes, start, end)) {
                length = 0;
                return true;
            }
            start = end;
            from = end;
        }
        System.arraycopy(bytes, start, bytes, 0, length - start);
        length -= start;
        return end != SseFramer.TOO_LARGE;
    }
}
