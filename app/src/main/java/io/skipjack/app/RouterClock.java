package io.skipjack.app;

import io.skipjack.processors.inference.MonotonicInstants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time by which a router decides and reckons: about replicas, endpoints, prices and money. Itself it is one that is never
 * set back nor forward, since a wrong wall clock must not age every replica by days. Requests, their time-outs, ejections and
 * leadership go by real time, whatever this says.
 */
public final class RouterClock implements InstantSource {
    private final InstantSource steady;
    private final InstantSource wall;
    private final double speed;

    private RouterClock(InstantSource steady, InstantSource wall, double speed) {
        this.steady = steady;
        this.wall = wall;
        this.speed = speed;
    }

    /** This machine's. */
    static RouterClock ofThisMachine() {
        return new RouterClock(new MonotonicInstants(), InstantSource.system(), 1);
    }

    /** A sandbox's, so many times as fast. */
    static RouterClock of(InstantSource pretend, double speed) {
        return new RouterClock(pretend, pretend, speed);
    }

    @Override
    public Instant instant() {
        return steady.instant();
    }

    /** The time of day, which people may set. */
    public InstantSource wall() {
        return wall;
    }

    /** How long in real time something takes that takes so long on this clock. */
    public Duration real(Duration passing) {
        return speed == 1 ? passing : Duration.ofNanos(Math.round(passing.toNanos() / speed));
    }

    /** How long on this clock something takes that takes so long in real time. */
    public Duration passes(Duration real) {
        return speed == 1 ? real : Duration.ofNanos(Math.round(real.toNanos() * speed));
    }
}
