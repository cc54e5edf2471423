package io.skipjack.processors.inference;

import io.skipjack.openai.OpenAiErrors;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Lets a request wait while no tier can answer, in a bounded queue and until a deadline; true when it is worth another
 * try. Named by {@code retryWhile} in the error routes: a held request goes back to the step that failed. It blocks its
 * thread, which is virtual.
 */
public final class HoldRequest implements Predicate {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /**
     * A request may break as many legs as two tiers of two upstreams have; it is not held to break more. Otherwise one
     * that crashes its engine would do so again and again until the deadline.
     */
    private static final int MOST_BROKEN_LEGS = 4;

    private final HoldSettings settings;
    private final UpstreamRegistry registry;
    private final Retries retries;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, AtomicInteger> waitingByDeployment = new ConcurrentHashMap<>();

    /** {@code nanoTime} is the clock by which requests say when they started: {@link System#nanoTime()}. */
    public HoldRequest(HoldSettings settings, UpstreamRegistry registry, Retries retries, LongSupplier nanoTime) {
        this.settings = settings;
        this.registry = registry;
        this.retries = retries;
        this.nanoTime = nanoTime;
    }

    /** Requests waiting now. */
    public int waiting() {
        return waiting.get();
    }

    /** Requests for one deployment waiting now. */
    public int waiting(String deployment) {
        AtomicInteger count = waitingByDeployment.get(deployment);
        return count == null ? 0 : count.get();
    }

    @Override
    public boolean matches(Exchange exchange) {
        Inference inference = Inference.of(exchange);
        retries.finish(inference);
        // a request that waits takes no place on an upstream whose breaker is open
        inference.giveBack();
        if (inference.caller().gone()) {
            return false;
        }
        if (inference.brokenLegs() >= MOST_BROKEN_LEGS) {
            inference.refuseHold(OpenAiErrors.badGateway());
            return false;
        }
        long left = settings.deadline().toNanos() - (nanoTime.getAsLong() - inference.startedNanos());
        if (left <= 0) {
            inference.refuseHold(
                    OpenAiErrors.unavailable("No capacity became available in time; try again later.", RETRY_AFTER));
            return false;
        }
        if (waiting.incrementAndGet() > settings.maxWaiting()) {
            waiting.decrementAndGet();
            inference.refuseHold(OpenAiErrors.rateLimited("Too many requests are waiting for capacity.", RETRY_AFTER));
            return false;
        }
        AtomicInteger ofDeployment =
                waitingByDeployment.computeIfAbsent(inference.deployment().name(), name -> new AtomicInteger());
        ofDeployment.incrementAndGet();
        try {
            await(inference, Math.min(left, settings.retryInterval().toNanos()));
        } finally {
            ofDeployment.decrementAndGet();
            waiting.decrementAndGet();
        }
        inference.forgetTried();
        return !inference.caller().gone();
    }

    /** Until an upstream becomes able to take a request, the client leaves, or the time is over. */
    private void await(Inference inference, long nanos) {
        String deployment = inference.deployment().name();
        long seen = inference.waiting().takeSeen(registry.version(deployment));
        inference.caller().waiting();
        inference.waiting().start();
        try {
            registry.awaitRoom(deployment, seen, Duration.ofNanos(nanos));
        } catch (InterruptedException left) {
            // the client has left, or the router stops; either way the flag has served its purpose
        } finally {
            inference.waiting().stop();
        }
    }
}
