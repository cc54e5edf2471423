package io.skipjack.app.fleet;

import io.skipjack.app.cluster.RouterGossip;
import io.skipjack.app.cluster.RouterView;
import io.skipjack.app.cluster.UpstreamSight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gossip in which a test speaks for the other routers. */
final class HeardGossip implements RouterGossip {
    final List<RouterView> published = new ArrayList<>();
    final List<RouterView> peers = new ArrayList<>();
    final Set<String> draining = new HashSet<>();
    private final List<Consumer<String>> drainListeners = new ArrayList<>();

    void peerSees(String router, String upstream, UpstreamSight sight) {
        peers.add(new RouterView(router, FleetExamples.NOW, Map.of(upstream, sight), Map.of()));
    }

    void peerDrains(String upstream) {
        draining.add(upstream);
        drainListeners.forEach(listener -> listener.accept(upstream));
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
    public void draining(String upstreamKey) {
        draining.add(upstreamKey);
    }

    @Override
    public Set<String> draining() {
        return Set.copyOf(draining);
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
    public void onDraining(Consumer<String> listener) {
        drainListeners.add(listener);
    }
}
