package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.List;

/**
 * A rate of requests that changes with time.
 *
 * @param windows one after another, each of one rate
 */
public record RateCurve(List<Window> windows) {
    /** Longer than any load. */
    private static final Duration EVER = Duration.ofDays(365);

    private static final double NANOS = 1e9;

    /**
     * @param length how long the rate lasts
     * @param perSecond requests, 0 or more
     */
    public record Window(Duration length, double perSecond) {}

    public RateCurve {
        windows = List.copyOf(windows);
    }

    /** The same rate for ever. */
    public static RateCurve steady(double perSecond) {
        return new RateCurve(List.of(new Window(EVER, perSecond)));
    }

    /** Requests per second, over all of it. */
    public double mean() {
        double requests = 0;
        double seconds = 0;
        for (Window window : windows) {
            requests += window.perSecond() * window.length().toNanos() / NANOS;
            seconds += window.length().toNanos() / NANOS;
        }
        return seconds == 0 ? 0 : requests / seconds;
    }

    /** Of the same shape, with this mean; as it is where it has no requests at all. */
    public RateCurve ofMean(double perSecond) {
        double factor = mean() == 0 ? 1 : perSecond / mean();
        return new RateCurve(windows.stream()
                .map(window -> new Window(window.length(), window.perSecond() * factor))
                .toList());
    }

    /** Its windows pass so many times faster; the rates stay. */
    public RateCurve sped(double speed) {
        return new RateCurve(windows.stream()
                .map(window -> new Window(faster(window.length(), speed), window.perSecond()))
                .toList());
    }

    static Duration faster(Duration time, double speed) {
        return Duration.ofNanos((long) (time.toNanos() / speed));
    }
}
