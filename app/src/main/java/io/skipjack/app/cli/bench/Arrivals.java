package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** When the requests of a load are due. */
public final class Arrivals {
    private static final double NANOS = 1e9;

    private Arrivals() {}

    /** As they came in the trace, its time running so many times faster. */
    public static Iterator<Arrival> replayed(Trace.Requests trace, double speed) {
        return trace.arrivals().stream()
                .map(arrival -> new Arrival(RateCurve.faster(arrival.at(), speed), arrival.ask()))
                .iterator();
    }

    /** For clients that ask as soon as they have been answered. */
    public static Iterator<Arrival> atOnce(Iterator<Ask> asks) {
        return Stream.iterate(0, any -> any)
                .takeWhile(any -> asks.hasNext())
                .map(any -> new Arrival(Duration.ZERO, asks.next()))
                .iterator();
    }

    /**
     * By a Poisson process of a rate that changes with time: many clients that know nothing of each other. Ends with the
     * curve, or with what is asked.
     *
     * <p>Rule: the integral of the rate between two arrivals is drawn from the exponential distribution of mean 1. So a
     * change of rate counts from the instant it happens, also in the middle of a wait.
     */
    public static Iterator<Arrival> poisson(RateCurve curve, Iterator<Ask> asks, RandomGenerator chance) {
        return new Poisson(curve, asks, chance);
    }

    private static final class Poisson implements Iterator<Arrival> {
        private final Iterator<RateCurve.Window> windows;
        private final Iterator<Ask> asks;
        private final RandomGenerator chance;

        /** Seconds: when the window in hand began, and how much of it is behind us. */
        private double began;

        private double into;
        private RateCurve.Window window = new RateCurve.Window(Duration.ZERO, 0);
        private boolean found;

        Poisson(RateCurve curve, Iterator<Ask> asks, RandomGenerator chance) {
            this.windows = curve.windows().iterator();
            this.asks = asks;
            this.chance = chance;
        }

        @Override
        public boolean hasNext() {
            if (!found) {
                found = asks.hasNext() && advance(-Math.log(1 - chance.nextDouble()));
            }
            return found;
        }

        @Override
        public Arrival next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            found = false;
            return new Arrival(Duration.ofNanos((long) ((began + into) * NANOS)), asks.next());
        }

        /** Goes on in time until the integral of the rate has grown by this much; false where the curve ends before. */
        private boolean advance(double integral) {
            double left = integral;
            while (true) {
                double length = window.length().toNanos() / NANOS;
                double here = (length - into) * window.perSecond();
                if (left < here) {
                    into += left / window.perSecond();
                    return true;
                }
                left -= here;
                if (!windows.hasNext()) {
                    return false;
                }
                began += length;
                into = 0;
                window = windows.next();
            }
        }
    }
}
