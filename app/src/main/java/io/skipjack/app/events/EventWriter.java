package io.skipjack.app.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.state.JdbcEventLog;
import io.skipjack.app.state.StampedNote;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.Backoff;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notes into memory and writes them to the log on a thread of its own, so that a store that is slow or away holds up
 * no loop and no request. While it is away notes wait, up to a number; what comes beyond it is dropped, counted, and said in
 * the log once it is back. What waits when the process is killed is lost: an event tells of a change that is itself in the
 * store, and nothing is decided by it.
 */
final class EventWriter implements EventBook, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    /** Notes that wait for the store. */
    static final int ROOM = 4096;

    private static final int BATCH = 256;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);
    /** For what is left to be written at a stop. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final JdbcEventLog log;
    private final InstantSource clock;
    private final Duration keep;
    private final Runnable written;
    private final Counter noted;
    private final Counter dropped;
    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong unsaid = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::work);
    private volatile boolean started;
    private volatile boolean closed;
    private @Nullable Instant cleared;

    /** A note, or something else to be done at the log after the notes before it. */
    private record Job(@Nullable StampedNote note, @Nullable Runnable other) {}

    /** For a thread that waits for work to see that there will be none. */
    private static final Job WAKE = new Job(null, null);

    /**
     * @param keep how long events are kept
     * @param written is run after each batch that gave an event
     */
    EventWriter(JdbcEventLog log, InstantSource clock, Duration keep, MeterRegistry meters, Runnable written) {
        this.log = log;
        this.clock = clock;
        this.keep = keep;
        this.written = written;
        this.noted = Counter.builder("skipjack.events")
                .description("Events that this router wrote to the log")
                .register(meters);
        this.dropped = Counter.builder("skipjack.events.dropped")
                .description("Events that were not written, because the store was away for too long")
                .register(meters);
    }

    @Override
    public void note(EventNote note) {
        if (!add(new Job(new StampedNote(note, clock.instant()), null))) {
            drop(1);
        }
    }

    /** Has something done on the writer's thread, once; false where too much waits. */
    boolean afterwards(Runnable other) {
        return add(new Job(null, other));
    }

    private boolean add(Job job) {
        if (closed || !waiting.offer(job)) {
            return closed;
        }
        if (!started) {
            start();
        }
        return true;
    }

    /** Only with the first note: a check of the config has none, and no store. */
    private synchronized void start() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    private void drop(int count) {
        dropped.increment(count);
        if (unsaid.getAndAdd(count) == 0) {
            LOG.warn("events are dropped: more than {} wait for the store", ROOM);
        }
    }

    private void work() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Job first = waiting.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    List<Job> batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, BATCH);
                    carryOut(batch);
                }
                clear();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(List<Job> batch) throws InterruptedException {
        List<StampedNote> notes = new ArrayList<>();
        for (Job job : batch) {
            if (job.note() != null) {
                notes.add(job.note());
            } else if (job.other() != null) {
                write(notes);
                notes.clear();
                tried(job.other());
            }
        }
        write(notes);
    }

    /** Again and again until it is written, or the router stops. */
    private void write(List<StampedNote> notes) throws InterruptedException {
        for (int failures = 1; !notes.isEmpty(); failures++) {
            if (tried(() -> append(notes))) {
                return;
            }
            if (closed) {
                LOG.warn("{} events are lost with this stop: the store is away", notes.size() + notesWaiting());
                waiting.clear();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(
                    Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, failures).toMillis());
        }
    }

    private long notesWaiting() {
        return waiting.stream().filter(job -> job.note() != null).count();
    }

    private void append(List<StampedNote> notes) {
        List<StampedNote> all = new ArrayList<>(notes);
        long missing = unsaid.get();
        if (missing > 0) {
            EventNote gap = EventNote.of(
                    EventKinds.EVENTS_DROPPED, "", "", missing + " events were not written while the store was away");
            all.add(new StampedNote(gap.with("count", missing), clock.instant()));
        }
        int fresh = log.append(all);
        unsaid.addAndGet(-missing);
        tell(fresh);
    }

    /** Says that there are events which others than {@link #note} brought. */
    void tell(int fresh) {
        if (fresh > 0) {
            noted.increment(fresh);
            written.run();
        }
    }

    private void clear() {
        Instant now = clock.instant();
        Instant last = cleared;
        if (last == null || last.isAfter(now) || Duration.between(last, now).compareTo(BETWEEN_CLEARINGS) >= 0) {
            cleared = now;
            tried(() -> log.forget(now.minus(keep)));
        }
    }

    /** @return false where the store is away; what else goes wrong would go wrong again */
    private static boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreUnavailableException away) {
            LOG.debug("events wait: {}", away.getMessage());
            return false;
        } catch (RuntimeException failure) {
            LOG.warn("writing events failed", failure);
            return true;
        }
    }

    /** Writes what is left, for two seconds at most. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        waiting.offer(WAKE);
        if (started && !thread.join(LAST_WORDS)) {
            thread.interrupt();
        }
    }
}
