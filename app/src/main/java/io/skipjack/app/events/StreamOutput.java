package io.skipjack.app.events;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One reader's stream of server-sent events. Not for many threads. */
final class StreamOutput {
    /** Of silence; then a comment shows both sides that the other is there. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String BEGIN = "retry: 2000\n\n";
    private static final String ALIVE = ": alive\n\n";

    private final HttpServletResponse response;
    private final BooleanSupplier over;
    private long writtenAt = System.nanoTime();

    StreamOutput(HttpServletResponse response, BooleanSupplier over) {
        this.response = response;
        this.over = over;
    }

    /** Whether nobody reads any more, or nobody may. */
    boolean isOver() {
        return over.getAsBoolean();
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
    void flush() throws IOException {
        if (untilHeartbeat().isZero()) {
            write(ALIVE);
        }
        response.flushBuffer();
    }

    /** How long the reader may be left in silence, from now. */
    Duration untilHeartbeat() {
        Duration left = HEARTBEAT.minusNanos(System.nanoTime() - writtenAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void write(String text) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        writtenAt = System.nanoTime();
    }
}
