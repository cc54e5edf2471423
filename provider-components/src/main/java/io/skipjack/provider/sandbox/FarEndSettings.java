package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a pretend serverless provider is paced. Tests of a provider start from {@link #quick}.
 *
 * @param coldStart from nothing to an answer; null for what was measured of the real one, shortened by {@code speed}
 * @param speed how many times faster than in earnest everything is that takes long there: cold starts that are not said
 *     above, and operations that go on after their call has returned
 * @param engine what its endpoints run
 * @param book where its workers are written down; each provider has its own. A clock of it that runs some times faster than
 *     the system's goes with as high a {@code speed}: then what takes an hour in earnest is billed as one
 */
public record FarEndSettings(@Nullable Duration coldStart, double speed, EngineSettings engine, WorkerBook book) {
    /** RunPod's: it bills every five minutes (docs.runpod.io, billing overview). */
    private static final Duration LAG = Duration.ofMinutes(5);
    /** Idle workers go sooner here, but never so soon that nobody could see them. */
    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(2);

    public FarEndSettings {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed of a pretend provider must be above 0");
        }
    }

    /** By the system's clock, and billed as late as real ones. */
    public FarEndSettings(@Nullable Duration coldStart, double speed, EngineSettings engine) {
        this(coldStart, speed, engine, new WorkerBook(InstantSource.system(), LAG));
    }

    /** The same with an empty book that goes by this clock. */
    public FarEndSettings withClock(InstantSource clock) {
        return new FarEndSettings(coldStart, speed, engine, new WorkerBook(clock, LAG));
    }

    /** The same with an empty book. */
    FarEndSettings ownBook() {
        return new FarEndSettings(coldStart, speed, engine, book.empty());
    }

    /** Milliseconds for everything. */
    public static FarEndSettings quick() {
        return new FarEndSettings(
                Duration.ofMillis(50), 2_000, EngineSettings.defaults().withSpeed(200_000, Duration.ZERO));
    }

    /** A stretch of earnest time, as it passes here. */
    public Duration paced(Duration inEarnest) {
        return Duration.ofNanos((long) (inEarnest.toNanos() / speed));
    }

    /** The same, but never shorter than that: what passes sooner nobody could see. */
    public Duration paced(Duration inEarnest, Duration least) {
        Duration paced = paced(inEarnest);
        return paced.compareTo(least) < 0 ? least : paced;
    }

    /** How long a worker without work stays, where a real one stays that long. */
    public Duration idle(Duration inEarnest) {
        return paced(inEarnest, SHORTEST_IDLE);
    }

    /** The cold start, where the real one takes that long. */
    public Duration coldStart(Duration inEarnest) {
        return coldStart == null ? paced(inEarnest) : coldStart;
    }
}
