package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one engine has done since it was started; safe for many threads. Counts requests that want the GPU (generation,
 * embeddings, scores, audio), not health checks. At rest {@code started = finished + cancelled + broken}, and {@link #open()} is zero: then the engine generates
 * for nobody. A client may see the end of its answer a moment before it is counted here, so a test awaits these numbers.
 */
public final class EngineCounters {
    private final LongAdder started = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicReference<@Nullable Instant> lastCancel = new AtomicReference<>();
    private final Histogram timeToFirstToken = new Histogram();

    EngineCounters() {}

    /** Requests that wanted the GPU, also those a fault answered or left hanging. */
    public long started() {
        return started.sum();
    }

    /** Requests answered to the end, also when a fault made the end a bad one. */
    public long finished() {
        return finished.sum();
    }

    /** Requests given up because the client left. */
    public long cancelled() {
        return cancelled.sum();
    }

    /** Requests this side broke off: by a fault or by {@link FakeEngine#kill()}. */
    public long broken() {
        return broken.sum();
    }

    /** Requests started and not yet ended in any way: generating, waiting for a place in the batch, or hung. */
    public long open() {
        return started() - finished() - cancelled() - broken();
    }

    /** Requests that have a place in the batch now. */
    public long running() {
        return running.get();
    }

    /** Requests waiting for a place in the batch now. */
    public long waiting() {
        return waiting.get();
    }

    public long promptTokens() {
        return promptTokens.sum();
    }

    public long tokensGenerated() {
        return tokens.sum();
    }

    /** When a client last left before its answer's end; null when none has. */
    public @Nullable Instant lastCancel() {
        return lastCancel.get();
    }

    Histogram timeToFirstToken() {
        return timeToFirstToken;
    }

    void start() {
        started.increment();
    }

    void finish() {
        finished.increment();
    }

    void cancel() {
        cancelled.increment();
        lastCancel.set(Instant.now());
    }

    void breakOff() {
        broken.increment();
    }

    void wait(int change) {
        waiting.addAndGet(change);
    }

    void run(int change) {
        running.addAndGet(change);
    }

    void prompt(int count) {
        promptTokens.add(count);
    }

    void token() {
        tokens.increment();
    }

    void firstTokenAfter(Duration time) {
        timeToFirstToken.record(time);
    }
}
