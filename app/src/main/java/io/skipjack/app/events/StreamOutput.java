package io.skipjack.app.events;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One reader's stream of server-sent events. Written to by one thread. The container takes the response back on another, when
 * the reader has left, and gives it to whoever comes next: so nothing is written but under a lock, and {@link #takenBack}
 * waits for it.
 */
final class StreamOutput {
    /** Of silence; then a comment shows both sides that the other is there. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String BEGIN = "retry: 2000\n\n";
    private static final String ALIVE = ": alive\n\n";

    private final HttpServletResponse response;
    private final BooleanSupplier closing;
    private long writtenAt = System.nanoTime();
    private volatile boolean gone;

    /** @param closing whether nobody may read any more */
    StreamOutput(HttpServletResponse response, BooleanSupplier closing) {
        this.response = response;
        this.closing = closing;
    }

    /** Whether nobody reads any more, or nobody may. */
    boolean isOver() {
        return gone || closing.getAsBoolean();
    }

    /** The response is the container's again: once this returns nothing is written to it. */
    synchronized void takenBack() {
        gone = true;
    }

    /** Headers go out with it, so that a reader knows that it follows. */
    void begin() throws IOException {
        write(BEGIN);
        flush();
    }

    /** @param data in one line */
    void event(long id, String name, String data) throws IOException {
        write("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    /** Sends what was written, or a sign of life where nothing was for long. */
    synchronized void flush() throws IOException {
        if (untilHeartbeat().isZero()) {
            write(ALIVE);
        }
        ours().flushBuffer();
    }

    /** How long the reader may be left in silence, from now. */
    Duration untilHeartbeat() {
        Duration left = HEARTBEAT.minusNanos(System.nanoTime() - writtenAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private synchronized void write(String text) throws IOException {
        OutputStream out = ours().getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        writtenAt = System.nanoTime();
    }

    private HttpServletResponse ours() throws IOException {
        if (gone) {
            throw new IOException("the container has taken the response back");
        }
        return response;
    }
}
