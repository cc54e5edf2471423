package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeRefusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers that have lost their upstream wait here for the next one: the oldest request first, no more on their way at once
 * than the retry budget allows, none longer than the deadline. So the loss of a whole fleet becomes a line at the door of
 * what is left, and no storm. Thread-safe; never blocks.
 */
public final class ResumeQueue {
    private static final long TICK_MILLIS = 100;

    private final ResumeSettings settings;
    private final Retries retries;
    private final ResumeRoute route;
    private final ScheduledExecutorService ticks;
    private final PriorityQueue<Entry> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> entry.inference.startedNanos() - ORIGIN));
    private int underWay;
    private boolean ticking;

    /** nanoTime may be of any sign; differences to one instant compare right. */
    private static final long ORIGIN = System.nanoTime();

    private static final class Entry {
        final Inference inference;
        final Resumable answer;
        long notBefore;

        Entry(Inference inference, Resumable answer, long now) {
            this.inference = inference;
            this.answer = answer;
            this.notBefore = now;
        }
    }

    public ResumeQueue(ResumeSettings settings, Retries retries, ResumeRoute route, ScheduledExecutorService ticks) {
        this.settings = settings;
        this.retries = retries;
        this.route = route;
        this.ticks = ticks;
        retries.whenFreed(this::pump);
    }

    public ResumeSettings settings() {
        return settings;
    }

    /** Answers waiting, and those for which an upstream is being asked. */
    public synchronized int waiting() {
        return waiting.size() + underWay;
    }

    /** Takes an answer in; it is told when it is refused, and found by its next upstream otherwise. */
    public void add(Inference inference, Resumable answer) {
        boolean full;
        synchronized (this) {
            full = waiting.size() >= settings.maxWaiting();
            if (!full) {
                waiting.add(new Entry(inference, answer, System.nanoTime()));
                tickLater();
            }
        }
        if (full) {
            answer.refused(ResumeRefusal.QUEUE_FULL);
        } else {
            pump();
        }
    }

    /** Sends those on their way that may go now. */
    private void pump() {
        Entry next;
        while ((next = takeNext()) != null) {
            Entry sent = next;
            route.send(sent.inference, sent.answer.isLast(), failure -> came(sent, failure));
        }
    }

    private synchronized @Nullable Entry takeNext() {
        long now = System.nanoTime();
        List<Entry> paused = new ArrayList<>(0);
        Entry found = null;
        while (found == null && !waiting.isEmpty()) {
            Entry oldest = waiting.peek();
            if (!oldest.answer.waits()) {
                waiting.poll();
            } else if (oldest.notBefore - now > 0) {
                paused.add(waiting.poll());
            } else if (retries.tryStart(oldest.inference)) {
                found = waiting.poll();
                underWay++;
            } else {
                break;
            }
        }
        waiting.addAll(paused);
        return found;
    }

    private void came(Entry entry, @Nullable Throwable failure) {
        // its place in the retry budget is another's, also where it was not needed in the end
        retries.finish(entry.inference);
        boolean again = failure != null && entry.answer.waits();
        ResumeRefusal refusal = failure == null ? null : entry.answer.hopeless(failure);
        if (again) {
            entry.inference.giveBack();
            // whoever failed may be well again by then, and there may be nobody else
            entry.inference.forgetTried();
            refusal = refusal == null && late(entry) ? ResumeRefusal.NO_CAPACITY : refusal;
        }
        synchronized (this) {
            underWay--;
            if (again && refusal == null) {
                entry.notBefore = System.nanoTime() + settings.pause().toNanos();
                waiting.add(entry);
                tickLater();
            }
        }
        if (again && refusal != null) {
            entry.answer.refused(refusal);
        }
        pump();
    }

    private boolean late(Entry entry) {
        return System.nanoTime() - entry.answer.sinceNanos()
                > settings.deadline().toNanos();
    }

    private void tickLater() {
        if (!ticking) {
            ticking = true;
            ticks.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        List<Entry> late = new ArrayList<>(0);
        synchronized (this) {
            for (Iterator<Entry> each = waiting.iterator(); each.hasNext(); ) {
                Entry entry = each.next();
                if (!entry.answer.waits() || late(entry)) {
                    each.remove();
                    late.add(entry);
                }
            }
            ticking = false;
            if (!waiting.isEmpty()) {
                tickLater();
            }
        }
        for (Entry entry : late) {
            if (entry.answer.waits()) {
                entry.answer.refused(ResumeRefusal.NO_CAPACITY);
            }
        }
        pump();
    }
}
