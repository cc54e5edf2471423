package io.skipjack.processors.inference;

import io.skipjack.domain.resume.Departure;
import io.skipjack.domain.resume.HandOver;
import io.skipjack.domain.resume.Moves;
import io.skipjack.domain.resume.StreamOutlook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that goes, as the answers on it see it: each asks whether it is to move elsewhere, now. Kept for as long as
 * the upstream, so that moves under way are counted on when its deadline comes nearer. Thread-safe, takes no lock.
 */
public final class Leaving {
    /** A deadline that is told again, once a second and across clocks, is never quite the same. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final IntSupplier open;
    private final InstantSource instants;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Departure departure;

    /**
     * @param by when what runs on it is cut; null for no such time
     * @param open answers on it
     * @param instants the clock that {@code by} is of
     */
    Leaving(@Nullable Instant by, IntSupplier open, InstantSource instants) {
        this.open = open;
        this.instants = instants;
        this.departure = Departure.of(instants.instant(), by);
    }

    /** By when, and how many at once. */
    public Departure departure() {
        return departure;
    }

    /** Moves under way, 0 or more. */
    public int underWay() {
        return underWay.get();
    }

    /** As {@link #mayMove(StreamOutlook, Instant)}, by the registry's own clock. */
    public boolean mayMove(StreamOutlook outlook) {
        return mayMove(outlook, instants.instant());
    }

    /**
     * Whether an answer is to move elsewhere now: then it has a place among the moves, to be given back by {@link #moved}.
     * If not, it is to ask again at its next event, and once a second where none comes.
     *
     * @param now from {@link UpstreamRegistry#now}
     */
    public boolean mayMove(StreamOutlook outlook, Instant now) {
        int taken = underWay.get();
        while (decide(outlook, taken, now).step() == HandOver.Step.MOVE) {
            if (underWay.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = underWay.get();
        }
        return false;
    }

    private HandOver decide(StreamOutlook outlook, int taken, Instant now) {
        return HandOver.decide(outlook, departure, new Moves(taken, Math.max(0, open.getAsInt())), now);
    }

    /** A move is over, well or not; once for each {@link #mayMove} that said so. */
    public void moved() {
        underWay.updateAndGet(many -> Math.max(0, many - 1));
    }

    /** It goes by then, if that is sooner than known so far. */
    void by(@Nullable Instant sooner) {
        Instant known = departure.by();
        if (sooner != null && (known == null || sooner.plus(SAME).isBefore(known))) {
            departure = Departure.of(instants.instant(), sooner);
        }
    }
}
