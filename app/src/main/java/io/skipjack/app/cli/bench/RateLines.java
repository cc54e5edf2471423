package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rates made of ServeGen's clients: {@code 600,18.4033,22}, second, requests per second, clients. */
final class RateLines implements TraceLines {
    /** Columns after these are not used. */
    static final String HEADER = "t_s,requests_per_s";

    private static final double NANOS = 1e9;
    /** Of a file of one line. */
    private static final Duration ALONE = Duration.ofMinutes(10);

    private final List<Duration> times = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public Duration take(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length < 2) {
            throw new IllegalArgumentException("has 1 column, not 2 or more");
        }
        Duration at = Duration.ofNanos(Math.round(TraceLines.number(fields[0], "t_s") * NANOS));
        times.add(at);
        rates.add(TraceLines.number(fields[1], "requests_per_s"));
        return at;
    }

    /** Each rate until the next; the last one as long as the one before it. */
    @Override
    public Trace trace(Duration begin) {
        List<RateCurve.Window> windows = new ArrayList<>();
        Duration length = ALONE;
        for (int i = 0; i < times.size(); i++) {
            if (i + 1 < times.size()) {
                length = times.get(i + 1).minus(times.get(i));
            }
            windows.add(new RateCurve.Window(length, rates.get(i)));
        }
        return new Trace.Rates("ServeGen rates", new RateCurve(windows));
    }
}
