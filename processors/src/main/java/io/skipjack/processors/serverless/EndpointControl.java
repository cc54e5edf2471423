package io.skipjack.processors.serverless;

import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointTransitions;
import io.skipjack.domain.serverless.ServerlessRevision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What every step of the endpoints' loop works with: the store, the right to write to it, what is wanted, who could run
 * it, and the time. Safe for many threads.
 */
public final class EndpointControl {
    /** So long a choice of a provider waits for the first live prices at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EndpointMemory memory;
    private final EndpointDeployments deployments;
    private final ServerlessProviders providers;
    private final EndpointSettings settings;
    private final InstantSource clock;
    private final EndpointCalls calls = new EndpointCalls();
    private final FailureMemory failures = new FailureMemory();
    /** A record is read, moved on and saved: two at once would undo each other's step. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean marketAsked;
    private volatile @Nullable Instant firstTurn;

    public EndpointControl(
            EndpointMemory memory,
            EndpointDeployments deployments,
            ServerlessProviders providers,
            EndpointSettings settings,
            InstantSource clock) {
        this.memory = memory;
        this.deployments = deployments;
        this.providers = providers;
        this.settings = settings;
        this.clock = clock;
    }

    EndpointMemory memory() {
        return memory;
    }

    EndpointDeployments deployments() {
        return deployments;
    }

    ServerlessProviders providers() {
        return providers;
    }

    EndpointSettings settings() {
        return settings;
    }

    EndpointCalls calls() {
        return calls;
    }

    FailureMemory failures() {
        return failures;
    }

    Instant now() {
        return clock.instant();
    }

    String owner() {
        return memory.fleets().owner();
    }

    /** As in {@link io.skipjack.domain.fleet.LeaderEpoch#toWriteUnder}. */
    long epoch() {
        return memory.leader().toWriteUnder();
    }

    /** Does what reads the store and writes to it by what was read, alone. Never with a provider's call inside. */
    void alone(Runnable step) {
        turn.lock();
        try {
            step.run();
        } finally {
            turn.unlock();
        }
    }

    /** What the store holds and what is deployed, at this moment. */
    EndpointLook look() {
        return EndpointLook.of(deployments.withEndpoint(), memory.endpoints().endpoints());
    }

    /** Whether a deployment is still to have what was once requested for it. */
    boolean isWanted(EndpointRequest request) {
        return deployments.withEndpoint().stream()
                .filter(deployment -> deployment.name().equals(request.id().deployment()))
                .anyMatch(deployment -> ServerlessRevision.of(deployment).equals(request.revision()));
    }

    @Nullable
    EndpointRecord find(EndpointId id) {
        return memory.endpoints().endpoints().stream()
                .filter(record -> record.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** All providers have been asked for their prices once: who is cheapest is known as well as it can be. */
    void marketWasAsked() {
        marketAsked = true;
    }

    /** Whether a provider may be chosen by what is known of the market now. */
    boolean mayChoose() {
        Instant first = firstTurn;
        if (first == null) {
            first = now();
            firstTurn = first;
        }
        return marketAsked || !now().isBefore(first.plus(PATIENCE));
    }

    /**
     * Forgets what went wrong with a deployment's endpoints, because somebody says that the cause is gone: who refused it
     * is asked again, and a call that waits for its next try, a delete too, is made at once.
     *
     * @return whether it has any endpoint on record, also one that is being removed
     * @throws StaleEpochException when this router does not lead
     */
    public boolean forgive(String deployment) {
        long epoch = epoch();
        turn.lock();
        try {
            List<EndpointRecord> its = memory.endpoints().endpoints().stream()
                    .filter(record -> record.id().deployment().equals(deployment))
                    .toList();
            its.forEach(record -> memory.endpoints().save(epoch, EndpointTransitions.forgiven(record)));
            return !its.isEmpty();
        } finally {
            turn.unlock();
        }
    }
}
