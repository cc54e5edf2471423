package io.skipjack.app.fleet;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.cluster.RouterView;
import io.skipjack.app.cluster.UpstreamSight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gossip in which a test speaks for the other routers. */
final class HeardGossip implements RouterGossip {
    final List<RouterView> published = new ArrayList<>();
    final List<RouterView> peers = new ArrayList<>();
    final List<DrainingMark> draining = new ArrayList<>();
    private final List<Consumer<DrainingMark>> drainListeners = new ArrayList<>();

    void peerSees(String router, String upstream, UpstreamSight sight) {
        peers.add(new RouterView(router, FleetExamples.NOW, Map.of(upstream, sight), Map.of()));
    }

    void peerDrains(String upstream, @Nullable Duration left) {
        DrainingMark mark = new DrainingMark(upstream, left);
        draining.add(mark);
        drainListeners.forEach(listener -> listener.accept(mark));
    }

    @Override
    public void publish(RouterView view) {
        published.add(view);
    }

    @Override
    public Collection<RouterView> peers() {
        return List.copyOf(peers);
    }

    @Override
    public void draining(String upstreamKey, @Nullable Duration left) {
        draining.add(new DrainingMark(upstreamKey, left));
    }

    @Override
    public List<DrainingMark> draining() {
        return List.copyOf(draining);
    }

    @Override
    public void revoked(String keyId) {
        // no test here speaks of keys
    }

    @Override
    public void onRevoked(Consumer<String> listener) {
        // likewise
    }

    @Override
    public void onDraining(Consumer<DrainingMark> listener) {
        drainListeners.add(listener);
    }
}
