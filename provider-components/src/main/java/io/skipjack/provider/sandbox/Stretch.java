package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits of one machine, in its sandbox's time: they take longer while it is slowed, also those that have begun, and end when
 * it halts.
 */
final class Stretch {
    private final double speed;
    private double factor = 1;
    private boolean halted;

    Stretch(PretendClock clock) {
        speed = clock.speed();
    }

    synchronized void slow(double newFactor) {
        factor = newFactor;
        notifyAll();
    }

    synchronized double factor() {
        return factor;
    }

    synchronized void halt() {
        halted = true;
        notifyAll();
    }

    synchronized boolean halted() {
        return halted;
    }

    /** Waits for so long at full speed; false when the machine halted meanwhile. */
    boolean await(Duration time) throws InterruptedException {
        return await(time, true);
    }

    /** Waits for just so long, however slow the machine is: for what follows a clock. */
    boolean awaitByClock(Duration time) throws InterruptedException {
        return await(time, false);
    }

    private synchronized boolean await(Duration time, boolean stretches) throws InterruptedException {
        double left = time.toNanos();
        while (left > 0 && !halted) {
            double by = (stretches ? factor : 1) / speed;
            long began = System.nanoTime();
            TimeUnit.NANOSECONDS.timedWait(this, (long) Math.ceil(left * by));
            left -= (System.nanoTime() - began) / by;
        }
        return !halted;
    }
}
