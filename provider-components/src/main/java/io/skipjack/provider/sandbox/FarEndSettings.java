package io.skipjack.provider.sandbox;

import java.time.Duration;

/**
 * How a pretend serverless provider is paced. Tests of a provider start from {@link #quick}.
 *
 * @param coldStart from nothing to an answer; null for what was measured of the real one, shortened by {@code speed}
 * @param speed how many times faster than in earnest everything is that takes long there: cold starts that are not said
 *     above, and operations that go on after their call has returned
 * @param engine what its endpoints run
 */
public record FarEndSettings(
        @org.jspecify.annotations.Nullable Duration coldStart, double speed, EngineSettings engine) {
    public FarEndSettings {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed of a pretend provider must be above 0");
        }
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

    /** The cold start, where the real one takes that long. */
    public Duration coldStart(Duration inEarnest) {
        return coldStart == null ? paced(inEarnest) : coldStart;
    }
}
