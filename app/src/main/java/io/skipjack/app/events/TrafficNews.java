package io.skipjack.app.events;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.processors.inference.AnswerOutcome;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.UsageBook;
import io.skipjack.upstream.TierBreakers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Tells when a deployment's answers move from spot to serverless and back, as this router sees them, and when a tier's
 * breaker opens. A move is one answer from a tier while spot has nothing ready (to serverless) or something (back): by the
 * answers alone, a full spot tier that lets some requests over would move with each. One that follows another within
 * seconds is told when it has lasted. Called on event loops: a look into a map, and rarely more.
 */
public final class TrafficNews implements UsageBook {
    private static final long SETTLED_NANOS = Duration.ofSeconds(5).toNanos();

    private final EventBook events;
    private final Predicate<String> spotReady;
    private final LongSupplier nanos;
    private final String router;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /**
     * Where a deployment's answers come from.
     *
     * @param notBefore nanos; no other place is told earlier
     */
    private record Place(Tier tier, long notBefore) {}

    /**
     * @param spotReady whether a deployment's spot tier has an upstream that takes requests
     * @param nanos of the monotonic clock
     * @param router this one's name
     */
    TrafficNews(EventBook events, Predicate<String> spotReady, LongSupplier nanos, String router) {
        this.events = events;
        this.spotReady = spotReady;
        this.nanos = nanos;
        this.router = router;
    }

    static Predicate<String> readyIn(UpstreamRegistry registry) {
        return deployment -> registry.pool(deployment, Tier.SPOT, registry.now()).upstreams().stream()
                .anyMatch(Upstream::ready);
    }

    @Override
    public void ended(Inference inference, AnswerOutcome outcome) {
        Deployment deployment = inference.deploymentOrNull();
        Tier tier = inference.tier();
        if (deployment != null
                && tier != null
                && inference.answeredByUpstream()
                && deployment.tier(Tier.SPOT) != null) {
            answered(deployment.name(), tier);
        }
    }

    void answered(String deployment, Tier tier) {
        Place known = places.get(deployment);
        long now = nanos.getAsLong();
        boolean settled = known != null && (known.tier() == tier || now - known.notBefore() < 0);
        // a stream that began before spot went ends after it: no sign that spot is back
        if (settled || spotReady.test(deployment) != (tier == Tier.SPOT)) {
            return;
        }
        Place next = new Place(tier, known == null ? now : now + SETTLED_NANOS);
        if (known == null) {
            places.putIfAbsent(deployment, next);
        } else if (places.replace(deployment, known, next)) {
            events.note(moved(deployment, tier));
        }
    }

    private EventNote moved(String deployment, Tier to) {
        boolean away = to == Tier.SERVERLESS;
        String text = away
                ? "answers of %s come from serverless: no spot replica takes requests"
                : "answers of %s come from spot again";
        return EventNote.of(
                        away ? EventKinds.TRAFFIC_FAILOVER : EventKinds.TRAFFIC_RESTORED,
                        deployment,
                        "",
                        text.formatted(deployment))
                .with("from", away ? Tier.SPOT.label() : Tier.SERVERLESS.label())
                .with("to", to.label())
                .with("router", router);
    }

    /** Has each breaker that opens told of, those that are made later too; one that stays open is told of once. */
    void watch(TierBreakers breakers) {
        for (Tier tier : Tier.values()) {
            breakers.registry(tier)
                    .getEventPublisher()
                    .onEntryAdded(added -> added.getAddedEntry()
                            .getEventPublisher()
                            .onStateTransition(change -> changed(tier, change)));
        }
    }

    private void changed(Tier tier, CircuitBreakerOnStateTransitionEvent change) {
        if (change.getStateTransition() == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
            String deployment = TierBreakers.deployment(change.getCircuitBreakerName());
            events.note(EventNote.of(
                            EventKinds.TRAFFIC_BREAKER_OPENED,
                            deployment,
                            tier.label(),
                            "the %s tier of %s fails too often and is left alone for a while"
                                    .formatted(tier.label(), deployment))
                    .with("tier", tier.label())
                    .with("router", router));
        }
    }
}
