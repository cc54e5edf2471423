package io.skipjack.provider.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has written to its serial port: the last 64 KB, shown a little later than written. Guarded by the
 * cloud's lock.
 */
final class SerialConsole {
    static final int MOST_BYTES = 64 * 1024;

    private final Deque<Line> lines = new ArrayDeque<>();
    private final Duration delay;
    private int bytes;

    SerialConsole(Duration delay) {
        this.delay = delay;
    }

    private record Line(Instant at, String text) {
        int size() {
            return text.getBytes(StandardCharsets.UTF_8).length + 2;
        }
    }

    void write(Instant at, String text) {
        Line line = new Line(at, text);
        lines.addLast(line);
        bytes += line.size();
        while (bytes > MOST_BYTES && lines.size() > 1) {
            bytes -= lines.removeFirst().size();
        }
    }

    /** What is to be seen then; empty when nothing is. */
    String at(Instant now) {
        return writtenUntil(now.minus(delay));
    }

    /** What EC2 kept when the instance last changed its state. */
    String kept(Instant changedAt, Instant now) {
        Instant shown = now.minus(delay);
        return writtenUntil(changedAt.isBefore(shown) ? changedAt : shown);
    }

    private String writtenUntil(Instant last) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            if (!line.at().isAfter(last)) {
                text.append(line.text()).append("\r\n");
            }
        }
        return text.toString();
    }

    /** When the last line was written; null before the first. */
    @Nullable
    Instant writtenAt() {
        Line last = lines.peekLast();
        return last == null ? null : last.at();
    }
}
