package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Asks every spot upstream once how it is, each on a virtual thread of its own, so that one that hangs delays no other.
 * Serverless ones are not asked: asking would wake them, and waking costs.
 */
public final class ObserveUpstreams implements Processor {
    private final UpstreamRegistry registry;
    private final EngineProbe probe;
    private final Duration generationInterval;
    private final Map<UpstreamEntry, Instant> lastGeneration = new ConcurrentHashMap<>();
    private final Map<UpstreamEntry, Boolean> failing = new ConcurrentHashMap<>();
    private final Map<UpstreamEntry, Boolean> beingAsked = new ConcurrentHashMap<>();

    public ObserveUpstreams(UpstreamRegistry registry, EngineProbe probe, ProbeSettings settings) {
        this.registry = registry;
        this.probe = probe;
        this.generationInterval = settings.generationInterval();
    }

    @Override
    public void process(Exchange exchange) {
        Set<UpstreamEntry> all = new HashSet<>();
        for (Deployment deployment : registry.deployments()) {
            for (UpstreamEntry entry : registry.entries(deployment.name(), Tier.SPOT)) {
                all.add(entry);
                observe(entry, deployment);
            }
        }
        lastGeneration.keySet().retainAll(all);
        failing.keySet().retainAll(all);
    }

    private void observe(UpstreamEntry entry, Deployment deployment) {
        if (beingAsked.putIfAbsent(entry, true) == null) {
            Thread.ofVirtual().name("probe-" + entry.spec().id()).start(() -> report(entry, deployment.model()));
        }
    }

    /** Whether a probe of it is under way. */
    boolean asking(UpstreamEntry entry) {
        return beingAsked.containsKey(entry);
    }

    private void report(UpstreamEntry entry, String model) {
        try {
            registry.probed(entry, ask(entry, model), registry.now());
        } finally {
            beingAsked.remove(entry);
        }
    }

    /**
     * What its health path says, unless a token was asked for: then what became of that. One that failed is asked for
     * again each turn, because a health path that says 200 all the while would count for it.
     */
    private ProbeResult ask(UpstreamEntry entry, String model) {
        ProbeResult health = probe.health(entry.spec());
        if (!health.good() || !(generationDue(entry) || failing.containsKey(entry))) {
            return health;
        }
        ProbeResult generated = probe.generate(entry.spec(), model);
        if (generated == null || generated.good()) {
            failing.remove(entry);
        } else {
            failing.put(entry, true);
        }
        return generated == null ? health : generated;
    }

    /** The first token is asked for an interval after the upstream was first seen healthy, not while it warms up. */
    private boolean generationDue(UpstreamEntry entry) {
        if (generationInterval.isZero()) {
            return false;
        }
        Instant now = registry.now();
        @Nullable Instant last = lastGeneration.putIfAbsent(entry, now);
        if (last == null || now.isBefore(last.plus(generationInterval))) {
            return false;
        }
        lastGeneration.put(entry, now);
        return true;
    }
}
