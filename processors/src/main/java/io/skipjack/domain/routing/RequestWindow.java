package io.skipjack.domain.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Keeps to a provider's "so many requests in so long", such as RunPod's 2000 in 10 s: in no stretch of the window's length
 * are more let through. A sliding window, counted in slots of 1/{@value #SLOTS} of it; a request counts until its slot has
 * wholly left the window, so a place comes back up to one slot late and never early. A token bucket of the same rate would
 * let twice as many through in the first window, and the surplus is what earns a 429.
 *
 * <p>Counts in place, so that it costs no allocation per request. Not thread-safe. Time that goes back counts as standing
 * still.
 */
public final class RequestWindow {
    private static final int SLOTS = 64;
    private static final long NANOS = 1_000_000_000L;

    private final int most;
    private final long slotNanos;
    /** One more than fit into the window: the newest is not over yet. */
    private final int[] counts = new int[SLOTS + 1];

    private long newest;
    private int counted;

    /**
     * A window that nothing was sent in yet.
     *
     * @param most requests in any such window, 1 or more
     * @param window its length, over 0
     */
    public RequestWindow(int most, Duration window) {
        if (most < 1 || !window.isPositive()) {
            throw new IllegalArgumentException(
                    "a request window needs 1 or more requests and a length over 0, was %d in %s"
                            .formatted(most, window));
        }
        this.most = most;
        this.slotNanos = Math.ceilDiv(window.toNanos(), SLOTS);
    }

    /** Counts one request that is about to be sent; false, and nothing counted, when the window is full. */
    public boolean take(Instant now) {
        if (!isOpen(now)) {
            return false;
        }
        counts[at(newest)]++;
        counted++;
        return true;
    }

    /** The latest request counted was not sent after all. */
    public void giveBack() {
        for (int i = 0; i < counts.length && counted > 0; i++) {
            int at = at(newest - i);
            if (counts[at] > 0) {
                counts[at]--;
                counted--;
                return;
            }
        }
    }

    /** Whether one more may be sent. */
    public boolean isOpen(Instant now) {
        advance(nanos(now) / slotNanos);
        return counted < most;
    }

    /** When one more may be sent, if nothing else is sent before; {@code now} when it may at once. */
    public Instant opensAt(Instant now) {
        if (isOpen(now)) {
            return now;
        }
        long slot = newest - SLOTS;
        while (counts[at(slot)] == 0) {
            slot++;
        }
        return Instant.EPOCH.plusNanos((slot + counts.length) * slotNanos);
    }

    private void advance(long slot) {
        if (slot - newest >= counts.length) {
            Arrays.fill(counts, 0);
            counted = 0;
            newest = slot;
        }
        while (newest < slot) {
            newest++;
            counted -= counts[at(newest)];
            counts[at(newest)] = 0;
        }
    }

    private int at(long slot) {
        return (int) Math.floorMod(slot, (long) counts.length);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }
}
