package io.skipjack.processors.serverless;

import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointView;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The calls of this router about endpoints that are under way, and what it did lately. Never two about one endpoint at
 * once: a provider's command line may hang for minutes, while our turns come every few seconds. Safe for many threads.
 */
final class EndpointCalls {
    /** By the provider and the name there: a sweep knows no more of what it ends. */
    private final Set<EndpointKey> underWay = ConcurrentHashMap.newKeySet();

    private final Map<EndpointId, EndpointView.Memory> memory = new ConcurrentHashMap<>();

    private record EndpointKey(String provider, String name) {}

    /** @return whether the call may be made; then {@link #end} must be called */
    boolean begin(String provider, String name) {
        return underWay.add(new EndpointKey(provider, name));
    }

    void end(String provider, String name) {
        underWay.remove(new EndpointKey(provider, name));
    }

    /** Ends a call that was begun when the exchange has, however it does. */
    void endWith(Exchange exchange, String provider, String name) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(provider, name);
            }
        });
    }

    boolean isUnderWay(String provider, String name) {
        return underWay.contains(new EndpointKey(provider, name));
    }

    void looked(EndpointId endpoint, Instant now) {
        memory.merge(
                endpoint,
                new EndpointView.Memory(now, Set.of()),
                (before, one) -> new EndpointView.Memory(now, before.warmedFor()));
    }

    void warmed(EndpointId endpoint, Set<ReplicaId> notices) {
        memory.merge(endpoint, new EndpointView.Memory(null, notices), (before, one) -> {
            Set<ReplicaId> all = new HashSet<>(before.warmedFor());
            all.addAll(notices);
            return new EndpointView.Memory(before.lookedAt(), all);
        });
    }

    void forget(EndpointId endpoint) {
        memory.remove(endpoint);
    }

    Map<EndpointId, EndpointView.Memory> memory() {
        return Map.copyOf(memory);
    }
}
