package io.skipjack.processors.inference;

import io.skipjack.domain.resume.ResumeRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers that have lost their upstream wait here for the next one: the oldest request first, no more on their way at once
 * than the retry budget allows, none longer than the deadline. So the loss of a whole fleet becomes a line at the door of
 * what is left, and no storm. While there is not room for all of a deployment's, its new requests stand back: clients that
 * have half an answer have waited longer. Thread-safe; never blocks.
 */
public final class ResumeQueue {
    private static final long TICK_MILLIS = 100;

    private final ResumeSettings settings;
    private final Retries retries;
    private final UpstreamRegistry registry;
    private final ResumeRoute route;
    private final ScheduledExecutorService ticks;
    private final Map<String, ResumeLine> lines = new HashMap<>();
    /** Those for which an upstream is being asked. */
    private final Map<Resumable, ResumeLine.Entry> underWay = new IdentityHashMap<>();

    private int waiting;
    private boolean ticking;
    private boolean givingBack;
    /** Read without the lock at each freed place. */
    private volatile boolean idle = true;

    public ResumeQueue(
            ResumeSettings settings,
            Retries retries,
            UpstreamRegistry registry,
            ResumeRoute route,
            ScheduledExecutorService ticks) {
        this.settings = settings;
        this.retries = retries;
        this.registry = registry;
        this.route = route;
        this.ticks = ticks;
        retries.whenFreed(this::pump);
        registry.whenRoomFreed(this::roomFreed);
    }

    public ResumeSettings settings() {
        return settings;
    }

    /** Answers waiting, and those for which an upstream is being asked. */
    public synchronized int waiting() {
        return waiting + underWay.size();
    }

    /** Takes an answer in; it is told when it is refused, and found by its next upstream otherwise. */
    public void add(Inference inference, Resumable answer) {
        boolean full;
        synchronized (this) {
            full = waiting >= settings.maxWaiting();
            if (!full) {
                ResumeLine.Entry entry = new ResumeLine.Entry(inference, answer);
                line(entry.deployment()).add(entry);
                settle();
                tickLater();
            }
        }
        if (full) {
            answer.refused(ResumeRefusal.QUEUE_FULL);
        } else {
            pump();
        }
    }

    /** An upstream has a place for it and is about to be asked. */
    public void found(Resumable answer) {
        synchronized (this) {
            ResumeLine.Entry entry = underWay.get(answer);
            if (entry == null) {
                return;
            }
            line(entry.deployment()).found(entry);
            settle();
        }
        pump();
    }

    private void roomFreed(String deployment) {
        if (idle) {
            return;
        }
        synchronized (this) {
            line(deployment).roomFreed(System.nanoTime());
        }
        pump();
    }

    private ResumeLine line(String deployment) {
        return lines.computeIfAbsent(deployment, name -> new ResumeLine());
    }

    /** Sends those on their way that may go now. */
    private void pump() {
        if (idle) {
            return;
        }
        ResumeLine.Entry next;
        while ((next = takeNext()) != null) {
            ResumeLine.Entry sent = next;
            route.send(sent.inference, sent.answer.isLast(), failure -> came(sent, failure));
        }
    }

    private synchronized ResumeLine.@Nullable Entry takeNext() {
        if (givingBack) {
            return null;
        }
        long now = System.nanoTime();
        ResumeLine.Entry oldest = null;
        for (ResumeLine line : lines.values()) {
            ResumeLine.Entry next = line.next(now);
            oldest = next != null && ResumeLine.isOlder(next, oldest) ? next : oldest;
        }
        if (oldest == null || !retries.tryStart(oldest.inference)) {
            settle();
            return null;
        }
        line(oldest.deployment()).look(oldest);
        underWay.put(oldest.answer, oldest);
        settle();
        return oldest;
    }

    private void came(ResumeLine.Entry entry, @Nullable Throwable failure) {
        boolean again = failure != null && entry.answer.waits();
        ResumeRefusal refusal = null;
        if (failure != null && again) {
            entry.inference.giveBack();
            entry.answer.notTaken();
            refusal = refusal(entry, failure);
            // whoever failed may be well again by then, and there may be nobody else
            entry.inference.forgetTried();
            entry.answer.ruledOut().forEach(entry.inference::addTried);
        }
        synchronized (this) {
            // unless it has been lost and sent again since; also where it stays with the upstream it was to move from
            if (underWay.remove(entry.answer, entry)) {
                giveTurnBack(entry);
            }
            ResumeLine line = line(entry.deployment());
            if (again && refusal == null) {
                line.again(entry, settings.pause().toNanos(), System.nanoTime());
                tickLater();
            } else {
                line.left(entry);
            }
            settle();
        }
        if (refusal != null) {
            entry.answer.refused(refusal);
        }
        pump();
    }

    /** Before it waits again, since then it may be sent at any time; and before anybody else is sent for its place. */
    private void giveTurnBack(ResumeLine.Entry entry) {
        givingBack = true;
        retries.finish(entry.inference);
        givingBack = false;
    }

    /** Why it need not be tried again; null when it may find somebody. */
    private @Nullable ResumeRefusal refusal(ResumeLine.Entry entry, Throwable failure) {
        if (isLate(entry)) {
            return ResumeRefusal.NO_CAPACITY;
        }
        Set<String> ruledOut = entry.answer.ruledOut();
        if (!ruledOut.isEmpty()
                && entry.answer.isInterrupted()
                && !registry.isReadyBeyond(entry.deployment(), ruledOut)) {
            return ResumeRefusal.UNPROVEN_TARGET;
        }
        return entry.answer.hopeless(failure);
    }

    private boolean isLate(ResumeLine.Entry entry) {
        return System.nanoTime() - entry.answer.sinceNanos()
                > settings.deadline().toNanos();
    }

    /** After each change. */
    private void settle() {
        waiting = 0;
        lines.forEach((deployment, line) -> {
            waiting += line.size();
            registry.promise(deployment, line.isCrowded());
        });
        lines.values().removeIf(ResumeLine::isOver);
        idle = waiting == 0;
    }

    private void tickLater() {
        if (!ticking) {
            ticking = true;
            ticks.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        List<ResumeLine.Entry> gone = new ArrayList<>(0);
        synchronized (this) {
            for (ResumeLine line : lines.values()) {
                gone.addAll(line.removeIf(entry -> !entry.answer.waits() || isLate(entry)));
            }
            settle();
            ticking = false;
            if (waiting > 0) {
                tickLater();
            }
        }
        for (ResumeLine.Entry entry : gone) {
            if (entry.answer.waits()) {
                entry.answer.refused(ResumeRefusal.NO_CAPACITY);
            }
        }
        pump();
    }
}
