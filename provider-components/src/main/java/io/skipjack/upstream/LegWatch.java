package io.skipjack.upstream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time-outs of all legs of one event loop. One tick every 100 ms looks at each open leg, which costs less than a
 * scheduled task per leg that nearly always is cancelled: a leg lives for seconds, a look takes nanoseconds. Time-outs
 * are thus up to 100 ms late. Not thread-safe: used on its loop only.
 */
final class LegWatch {
    static final long TICK_MILLIS = 100;

    private final EventLoop loop;
    private final List<Leg> open = new ArrayList<>();
    private boolean ticking;

    LegWatch(EventLoop loop) {
        this.loop = loop;
    }

    void add(Leg leg) {
        leg.watchIndex = open.size();
        open.add(leg);
        if (!ticking) {
            ticking = true;
            schedule();
        }
    }

    void remove(Leg leg) {
        int at = leg.watchIndex;
        if (at < 0) {
            return;
        }
        leg.watchIndex = -1;
        Leg last = open.removeLast();
        if (last != leg) {
            open.set(at, last);
            last.watchIndex = at;
        }
    }

    private void schedule() {
        loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        // backwards: a leg that times out removes itself, and the last one takes its place
        for (int i = open.size() - 1; i >= 0; i--) {
            if (i < open.size()) {
                open.get(i).checkTime(now);
            }
        }
        ticking = !open.isEmpty();
        if (ticking) {
            schedule();
        }
    }
}
