package io.skipjack.provider.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a stream of server-sent events that may never end; the thread that waits for its next line is not the caller's. */
final class EventLines {
    private static final String DATA = "data:";
    /** Nothing a stream could hold: a payload is stripped. */
    private static final String END = " ";
    /** Lines read and not yet taken; a stream that is faster than we are waits. */
    private static final int AHEAD = 1_024;

    private final InputStream in;
    private final Duration quiet;
    private final BlockingQueue<String> payloads = new LinkedBlockingQueue<>(AHEAD);

    EventLines(InputStream in, Duration quiet) {
        this.in = in;
        this.quiet = quiet;
    }

    /** What the events hold, one line each; the stream is closed afterwards. */
    List<String> payloads(int most) throws InterruptedException {
        Thread reader = Thread.ofVirtual().name("event-lines").start(this::read);
        List<String> taken = new ArrayList<>();
        try {
            while (taken.size() < most) {
                String next = payloads.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null || next.equals(END)) {
                    break;
                }
                taken.add(next);
            }
        } finally {
            close();
            reader.interrupt();
        }
        return taken;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    payloads.put(line.substring(DATA.length()).strip());
                }
            }
            payloads.put(END);
        } catch (IOException broken) {
            // also when the caller has read enough: what came is what there is
            payloads.offer(END);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        try {
            in.close();
        } catch (IOException e) {
            // closed either way
        }
    }
}
