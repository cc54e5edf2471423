package io.skipjack.app.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gossip of a router that is alone: nobody to tell, nobody to hear. No library is loaded and no port opened. */
final class LocalGossip implements RouterGossip {
    private final Hearsay own = new Hearsay(System::nanoTime);

    @Override
    public void publish(RouterView view) {
        // nobody listens
    }

    @Override
    public Collection<RouterView> peers() {
        return List.of();
    }

    @Override
    public void draining(String upstreamKey, @Nullable Duration left) {
        own.take(new GossipMessage(null, List.of(new DrainingMark(upstreamKey, left)), Set.of()));
    }

    @Override
    public List<DrainingMark> draining() {
        return own.draining();
    }

    @Override
    public void revoked(String keyId) {
        // nobody listens
    }

    @Override
    public void onRevoked(Consumer<String> listener) {
        // nobody speaks
    }

    @Override
    public void onDraining(Consumer<DrainingMark> listener) {
        // nobody speaks
    }
}
