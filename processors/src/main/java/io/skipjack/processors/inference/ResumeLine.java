package io.skipjack.processors.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One deployment's answers that wait for another upstream, the oldest request first. As many look for one at once as
 * find one: after one that found no room a single one looks, at each place that is freed or once a pause is over, and
 * each that finds one doubles their number. Otherwise all would look at once for the one place there is, again and again.
 * Not thread-safe.
 */
final class ResumeLine {
    /** nanoTime may be of any sign; differences to one instant compare right. */
    private static final long ORIGIN = System.nanoTime();

    private static final int MOST = 1 << 20;

    private final PriorityQueue<Entry> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> entry.age));
    /**
     * Those that an upstream was found for and that it failed, and those that not every upstream can take: each with a pause
     * of its own, since others may find room where it does not; the earliest first.
     */
    private final Deque<Entry> resting = new ArrayDeque<>();

    private int most = MOST;
    private int looking;
    private long notBefore = ORIGIN;
    private boolean freed;

    /** An answer that waits. */
    static final class Entry {
        final Inference inference;
        final Resumable answer;
        private final long age;
        private long notBefore = ORIGIN;
        private boolean looking;
        private boolean choosy;

        Entry(Inference inference, Resumable answer) {
            this.inference = inference;
            this.answer = answer;
            this.age = inference.startedNanos() - ORIGIN;
        }

        String deployment() {
            return inference.deployment().name();
        }
    }

    int size() {
        return waiting.size() + resting.size();
    }

    /** Whether one of them has found no room, and they have not all found some since. */
    boolean isCrowded() {
        return most < MOST && (looking > 0 || !waiting.isEmpty());
    }

    /** Whether nothing is left that it would have to remember. */
    boolean isOver() {
        return looking == 0 && size() == 0;
    }

    void add(Entry entry) {
        waiting.add(entry);
    }

    /** The one that may look for an upstream next; null for nobody now. It stays in the line. */
    @Nullable
    Entry next(long now) {
        while (!resting.isEmpty() && resting.peek().notBefore - now <= 0) {
            waiting.add(resting.poll());
        }
        while (!waiting.isEmpty() && !waiting.peek().answer.waits()) {
            waiting.poll();
        }
        return looking < most && notBefore - now <= 0 ? waiting.peek() : null;
    }

    /** The one that {@link #next} has just given leaves the line and looks. */
    void look(Entry next) {
        waiting.poll();
        freed = false;
        next.looking = true;
        next.choosy = !next.inference.tried().isEmpty();
        looking++;
    }

    /** It has found an upstream: there may be room for more. */
    void found(Entry entry) {
        if (entry.looking) {
            entry.looking = false;
            looking--;
            most = Math.min(MOST, 2 * most);
        }
    }

    /** It has not, or its upstream did not go on with it: back into the line. */
    void again(Entry entry, long pause, long now) {
        boolean rests = !entry.looking || !entry.answer.ruledOut().isEmpty();
        left(entry);
        if (rests) {
            entry.notBefore = now + pause;
            resting.add(entry);
            return;
        }
        waiting.add(entry);
        // one that would not go to where it came from looks once more, since by now it would
        if (!entry.choosy) {
            most = 1;
            notBefore = freed ? now : now + pause;
        }
    }

    /** It is over, whatever became of it. */
    void left(Entry entry) {
        if (entry.looking) {
            entry.looking = false;
            looking--;
        }
    }

    /** A place was freed: one may look at once. */
    void roomFreed(long now) {
        freed = true;
        notBefore = now;
    }

    /** Takes out those of whom that is true. */
    List<Entry> removeIf(Predicate<Entry> which) {
        List<Entry> removed = new ArrayList<>(0);
        remove(waiting.iterator(), which, removed);
        remove(resting.iterator(), which, removed);
        return removed;
    }

    private static void remove(Iterator<Entry> from, Predicate<Entry> which, List<Entry> removed) {
        while (from.hasNext()) {
            Entry entry = from.next();
            if (which.test(entry)) {
                from.remove();
                removed.add(entry);
            }
        }
    }

    /** Whether its next is older than the other's. */
    static boolean isOlder(Entry one, @Nullable Entry other) {
        return other == null || one.age < other.age;
    }
}
