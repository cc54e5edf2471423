package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.routing.InferenceFacts;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.RoutingDecision;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts routing policy, upstream registry and retry budget together: chooses an upstream for a request and takes a place
 * on it. Thread-safe; never blocks.
 */
public final class UpstreamChooser {
    /** A place may be gone between looking and taking; after so many losses the tier is as good as full. */
    private static final int ATTEMPTS = 4;

    private final UpstreamRegistry registry;
    private final Retries retries;
    private final WorkMeters work;
    private final RandomGenerator random;

    /**
     * @param random must be safe for use by many threads
     */
    public UpstreamChooser(UpstreamRegistry registry, Retries retries, WorkMeters work, RandomGenerator random) {
        this.registry = registry;
        this.retries = retries;
        this.work = work;
        this.random = random;
    }

    /**
     * Chooses for the request's next leg.
     *
     * @throws UpstreamUnavailableException with the policy's reason when the tier cannot take it, or when its failed leg
     *     has used up the retry budget
     */
    void choose(Inference inference, Tier tier) throws UpstreamUnavailableException {
        String deployment = inference.deployment().name();
        inference.giveBack();
        inference.waiting().looksForRoom(registry.version(deployment));
        if (registry.isPromised(deployment) && !isLost(inference)) {
            throw new UpstreamUnavailableException(tier.label() + ": answers that have lost their upstream come first");
        }
        if (!retries.tryStart(inference)) {
            throw new UpstreamUnavailableException("the retry budget is spent");
        }
        String reason = take(inference, tier);
        if (reason != null) {
            throw new UpstreamUnavailableException(tier.label() + ": " + reason);
        }
    }

    private static boolean isLost(Inference inference) {
        Resumable answer = inference.resumable();
        return answer != null && answer.waits();
    }

    /** The same within a tier after a failed leg; false when there is nobody else or no retry left. */
    public boolean chooseAgain(Inference inference, Tier tier) {
        return retries.tryStart(inference) && take(inference, tier) == null;
    }

    /** An answer has begun. */
    public void answered(Inference inference) {
        if (retries.finish(inference)) {
            // a request that waits because the budget was spent need not wait for its next turn
            registry.roomFreed(inference.deployment().name());
        }
    }

    /** A leg has ended: its place is free and its upstream judged. */
    public void legEnded(Reservation place, LegReport report) {
        place.ended(report);
    }

    /** Takes a place on an upstream of the tier; the reason when there is none. */
    private @Nullable String take(Inference inference, Tier tier) {
        Deployment deployment = inference.deployment();
        String name = deployment.name();
        InferenceFacts facts = new InferenceFacts(
                affinityKey(inference, deployment.tier(tier)),
                inference.tried(),
                registry.nextSequence(name, tier),
                inference.request().body().length);
        for (int i = 0; i < ATTEMPTS; i++) {
            RoutingDecision decision =
                    registry.routingPolicy(name, tier).decide(facts, registry.pool(name, tier, registry.now()), random);
            switch (decision) {
                case RoutingDecision.None none -> {
                    return none.reason();
                }
                case RoutingDecision.Chosen chosen -> {
                    UpstreamEntry entry =
                            registry.entry(name, tier, chosen.upstream().id());
                    Slot slot = entry == null ? null : registry.acquire(entry);
                    if (entry != null && slot != null) {
                        work.begin(deployment);
                        inference.reserve(tier, new Place(chosen.upstream(), entry, slot, deployment));
                        return null;
                    }
                }
            }
        }
        return "its upstreams filled up while choosing";
    }

    private static @Nullable String affinityKey(Inference inference, @Nullable TierSpec spec) {
        String header = spec == null ? null : spec.affinityHeader();
        String sent = header == null ? null : inference.head().header(header);
        return sent != null ? sent : inference.request().user();
    }

    private final class Place implements Reservation {
        private final Upstream upstream;
        private final UpstreamEntry entry;
        private final Slot slot;
        private final Deployment deployment;
        private final AtomicBoolean givenBack = new AtomicBoolean();
        private volatile boolean begun;
        private volatile long begunNanos;

        Place(Upstream upstream, UpstreamEntry entry, Slot slot, Deployment deployment) {
            this.upstream = upstream;
            this.entry = entry;
            this.slot = slot;
            this.deployment = deployment;
        }

        @Override
        public Upstream upstream() {
            return upstream;
        }

        @Override
        public @Nullable CredentialRef credential() {
            return entry.spec().credential();
        }

        @Override
        public @Nullable Duration maxRequestTime() {
            return entry.spec().limits().maxRequestTime();
        }

        @Override
        public void begins() {
            begunNanos = System.nanoTime();
            begun = true;
        }

        @Override
        public boolean failsAnew() {
            return entry.failsAnew(begunNanos, System.nanoTime());
        }

        @Override
        public TokenIds tokenIds() {
            return entry.tokenIds();
        }

        @Override
        public void tokenIds(TokenIds seen) {
            entry.tokenIds(seen);
        }

        @Override
        public @Nullable Leaving leaving() {
            return entry.leaving();
        }

        @Override
        public void answered(Duration ttft) {
            registry.firstToken(entry, ttft, registry.now());
        }

        @Override
        public void ended(LegReport report) {
            if (givenBack.compareAndSet(false, true)) {
                registry.record(entry, report, registry.now());
                slot.close();
                work.end(deployment);
            }
        }

        @Override
        public void unused() {
            if (!begun && givenBack.compareAndSet(false, true)) {
                slot.unused();
                work.end(deployment);
            }
        }
    }
}
