package io.skipjack.app.state;

import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This router's part in choosing the one that decides. Tries to lead, and renews every third of the time to live while it
 * does; after a leader's death another one leads within that time and a little.
 *
 * <p>Its own leadership ends by its own monotonic clock, counted from before the renewal was sent: so a router that was
 * paused or cut off stops by itself before the database lets another one begin, and no wall clock matters. A stint that
 * ended is never taken up again; the next one has a new epoch, and what was decided in the old one cannot be written.
 */
public final class Leadership implements LeaderEpoch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final int RENEWALS = 3;
    /** After the end of another one's lease, so that the first try does not come a millisecond early. */
    private static final Duration AFTER = Duration.ofMillis(20);

    private final LeaseRow row;
    private final String holder;
    private final Duration ttl;
    private final LongSupplier nanoTime;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** One asks the database and may hang in it; the other sees to it that the end is noticed nevertheless. */
    private final ScheduledExecutorService asking = thread("leadership");

    private final ScheduledExecutorService watching = thread("leadership-watch");
    private volatile @Nullable Stint stint;
    private volatile boolean troubled;

    /**
     * @param holder unique to this life of this router: one that starts again must not renew what its former life held
     * @param ttl how long a leader may be silent; 10 s by default, at least 1 s
     * @param nanoTime {@code System::nanoTime}
     */
    Leadership(LeaseRow row, String holder, Duration ttl, LongSupplier nanoTime) {
        this.row = row;
        this.holder = holder;
        this.ttl = ttl;
        this.nanoTime = nanoTime;
    }

    /** Begins to try. */
    void start() {
        asking.execute(this::turnAndGoOn);
    }

    @Override
    public OptionalLong current() {
        Stint held = stint;
        return held == null || held.isOver(nanoTime.getAsLong()) ? OptionalLong.empty() : OptionalLong.of(held.epoch());
    }

    /** This router's name among those that may lead. */
    public String holder() {
        return holder;
    }

    /**
     * Calls back, on a thread of this object's own, after each change and now and then without one; look at
     * {@link #current} then.
     */
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void turnAndGoOn() {
        Duration pause = ttl.dividedBy(RENEWALS);
        try {
            pause = turn();
            troubled = false;
        } catch (StoreUnavailableException failure) {
            if (!troubled) {
                LOG.warn("cannot ask who leads the fleet: {}", failure.getMessage());
            }
            troubled = true;
        } catch (RuntimeException failure) {
            LOG.warn("asking who leads the fleet failed and will be repeated", failure);
        }
        // also where nothing has changed: a listener that was late or failed is put right
        again(watching, this::tell, Duration.ZERO);
        again(asking, this::turnAndGoOn, pause);
    }

    /** Renews or tries to take over, once. @return when to come again */
    Duration turn() {
        expire();
        Stint held = stint;
        Duration renewal = ttl.dividedBy(RENEWALS);
        long sent = nanoTime.getAsLong();
        if (held == null) {
            LeaseRow.Claim claim = row.claim(holder, ttl);
            if (!claim.isTaken()) {
                return min(claim.remaining().plus(AFTER), renewal);
            }
            begin(new Stint(claim.epoch(), sent + ttl.toNanos()));
        } else if (row.renew(holder, held.epoch(), ttl)) {
            keep(held, sent + ttl.toNanos());
        } else {
            end(held, "another router has taken over");
        }
        return renewal;
    }

    private synchronized void begin(Stint fresh) {
        stint = fresh;
        LOG.info("this router leads the fleet (epoch {})", fresh.epoch());
        watch(fresh);
        again(watching, this::tell, Duration.ZERO);
    }

    /** A renewal whose answer came after the end changes nothing: the end has been told. */
    private synchronized void keep(Stint held, long untilNanos) {
        if (stint == held) {
            stint = new Stint(held.epoch(), untilNanos);
            watch(stint);
        }
    }

    private void watch(Stint fresh) {
        again(watching, this::expire, Duration.ofNanos(fresh.untilNanos() - nanoTime.getAsLong()));
    }

    /** Ends a stint whose time is over. */
    void expire() {
        Stint held = stint;
        if (held != null && held.isOver(nanoTime.getAsLong())) {
            end(held, "it could not be renewed in time");
        }
    }

    private synchronized void end(Stint held, String why) {
        if (stint == held) {
            stint = null;
            LOG.warn("this router leads the fleet no more (epoch {}): {}", held.epoch(), why);
            again(watching, this::tell, Duration.ZERO);
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private static void again(ScheduledExecutorService executor, Runnable action, Duration pause) {
        try {
            executor.schedule(action, Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // nothing is to be repeated any more
        }
    }

    /** Stops trying, and gives up what is held, so that another router need not wait. */
    @Override
    public void close() {
        asking.shutdownNow();
        Stint held = stint;
        stint = null;
        tell();
        watching.shutdownNow();
        if (held != null) {
            try {
                row.release(holder, held.epoch());
            } catch (StoreUnavailableException failure) {
                LOG.info("could not give up the leadership, another router takes over in {} s", ttl.toSeconds());
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Undoes {@link #onChange}. */
    @FunctionalInterface
    public interface Registration {
        void cancel();
    }

    private record Stint(long epoch, long untilNanos) {
        /** By difference: {@code nanoTime} may overflow. */
        boolean isOver(long nanos) {
            return nanos - untilNanos >= 0;
        }
    }
}
