package io.skipjack.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The started consumers under one name, newest first. Read without a lock: the array is replaced, never changed.
 */
final class LiveTarget {
    private static final LiveConsumer[] EMPTY = {};

    private final String name;
    private final LiveComponent component;
    private volatile LiveConsumer[] newestFirst = EMPTY;

    LiveTarget(String name, LiveComponent component) {
        this.name = name;
        this.component = component;
    }

    String name() {
        return name;
    }

    /** Whether a route that belongs to no generation has this name. */
    boolean servedFromJava() {
        return Arrays.stream(newestFirst).anyMatch(consumer -> consumer.generation() == LiveComponent.NONE);
    }

    synchronized void add(LiveConsumer consumer) {
        remove(consumer);
        LiveConsumer[] old = newestFirst;
        LiveConsumer[] added = new LiveConsumer[old.length + 1];
        added[0] = consumer;
        System.arraycopy(old, 0, added, 1, old.length);
        newestFirst = added;
    }

    synchronized void remove(LiveConsumer consumer) {
        newestFirst =
                Arrays.stream(newestFirst).filter(other -> other != consumer).toArray(LiveConsumer[]::new);
    }

    /**
     * The consumer an exchange goes to, entered; the caller leaves it when the exchange is done.
     *
     * <p>Choosing twice, before and after entering, closes the gap in which a generation could be seen as empty and be
     * taken away although an exchange had just picked it.
     *
     * @param pinned the generation the exchange began in, null for a new exchange
     * @return null when no route of that name is up
     */
    @Nullable
    LiveConsumer enter(@Nullable Integer pinned) {
        LiveConsumer chosen = choose(pinned);
        while (chosen != null) {
            chosen.enter();
            LiveConsumer again = choose(pinned);
            if (again == chosen) {
                return chosen;
            }
            chosen.leave();
            chosen = again;
        }
        return null;
    }

    private @Nullable LiveConsumer choose(@Nullable Integer pinned) {
        LiveConsumer[] consumers = newestFirst;
        int current = component.generation();
        LiveConsumer fallback = null;
        for (LiveConsumer consumer : consumers) {
            int generation = consumer.generation();
            if (pinned != null && generation == pinned) {
                return consumer;
            }
            boolean admitted =
                    current == LiveComponent.NONE || generation == current || generation == LiveComponent.NONE;
            if (admitted && fallback == null) {
                fallback = consumer;
            }
        }
        return fallback;
    }
}
