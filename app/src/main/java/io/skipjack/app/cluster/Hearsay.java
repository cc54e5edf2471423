package io.skipjack.app.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What was heard, with when, by this router's own monotonic clock. Views are forgotten 10 s after the last word of their
 * router, draining upstreams an hour after they were first heard of, revoked keys never.
 */
final class Hearsay {
    private static final long VIEW_LIFE = Duration.ofSeconds(10).toNanos();
    private static final Duration DRAINING_LIFE = Duration.ofHours(1);
    /** More marks than routers of ours can have; beyond it a mad peer would fill our memory. */
    private static final int MOST_MARKS = 100_000;

    private final LongSupplier nanoTime;
    private final Map<String, Heard> views = new ConcurrentHashMap<>();
    private final DrainingMarks draining = new DrainingMarks(DRAINING_LIFE, MOST_MARKS);
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final List<Consumer<DrainingMark>> onDraining = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> onRevoked = new CopyOnWriteArrayList<>();

    Hearsay(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void take(GossipMessage message) {
        long now = nanoTime.getAsLong();
        RouterView view = message.view();
        if (view != null) {
            views.put(view.routerId(), new Heard(view, now));
        }
        forgetOld(now);
        message.draining().forEach(mark -> takeDraining(mark, now));
        message.revoked().forEach(this::takeRevoked);
    }

    private void takeDraining(DrainingMark mark, long now) {
        if (draining.take(mark, now)) {
            onDraining.forEach(listener -> listener.accept(mark));
        }
    }

    private void takeRevoked(String key) {
        if (revoked.size() < MOST_MARKS && revoked.add(key)) {
            onRevoked.forEach(listener -> listener.accept(key));
        }
    }

    private void forgetOld(long now) {
        views.values().removeIf(heard -> now - heard.at() > VIEW_LIFE);
    }

    Collection<RouterView> peers() {
        long now = nanoTime.getAsLong();
        return views.values().stream()
                .filter(heard -> now - heard.at() <= VIEW_LIFE)
                .map(Heard::view)
                .toList();
    }

    List<DrainingMark> draining() {
        return draining.present(nanoTime.getAsLong());
    }

    void onDraining(Consumer<DrainingMark> listener) {
        onDraining.add(listener);
        draining().forEach(listener);
    }

    void onRevoked(Consumer<String> listener) {
        onRevoked.add(listener);
        revoked.forEach(listener);
    }

    private record Heard(RouterView view, long at) {}
}
