package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time in a sandbox: this machine's or, from one instant on, so many times as fast, so that a day passes in minutes.
 * Whoever has the same beginning and speed, in another process too, has the same time. Safe for many threads.
 */
public final class PretendClock implements InstantSource {
    /** This machine's own time. */
    public static final PretendClock REAL = new PretendClock(Instant.EPOCH, 1);

    private static final double FASTEST = 100_000;

    private final Instant origin;
    private final double speed;
    private final Instant start;
    private final long startNanos = System.nanoTime();

    private PretendClock(Instant origin, double speed) {
        if (!(speed >= 1 && speed <= FASTEST)) {
            throw new IllegalArgumentException("a clock is 1 to 100000 times as fast, not " + speed);
        }
        this.origin = origin;
        this.speed = speed;
        this.start = origin.plus(times(Duration.between(origin, Instant.now()), speed));
    }

    /**
     * From now on so many times as fast.
     *
     * @param speed 1 to 100000
     */
    public static PretendClock at(double speed) {
        return speed == 1 ? REAL : since(Instant.now(), speed);
    }

    /** One that was right at that instant and has been so many times as fast since. */
    public static PretendClock since(Instant origin, double speed) {
        return speed == 1 ? REAL : new PretendClock(origin, speed);
    }

    @Override
    public Instant instant() {
        return speed == 1 ? Instant.now() : start.plus(elapsed());
    }

    /** What has passed since it was made, by a clock that nobody sets. */
    Duration elapsed() {
        return times(Duration.ofNanos(System.nanoTime() - startNanos), speed);
    }

    public Instant origin() {
        return origin;
    }

    public double speed() {
        return speed;
    }

    public boolean isFast() {
        return speed > 1;
    }

    /** How long that is on this machine's own clock. */
    public Duration real(Duration pretend) {
        return times(pretend, 1 / speed);
    }

    /** How long that is on this clock. */
    public Duration pretend(Duration real) {
        return times(real, speed);
    }

    private static Duration times(Duration time, double factor) {
        return factor == 1 ? time : Duration.ofNanos(Math.round(time.toNanos() * factor));
    }
}
