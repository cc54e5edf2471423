package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.runpod.FakeRunpod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which clock the pretend serverless providers of a sandbox bill by, and how fast they are. */
class FarEndClockTest {
    private static final double SPEED = 20;

    private final List<FarEndSettings> given = new ArrayList<>();

    private FakeApi make(FarEndSettings settings) {
        given.add(settings);
        return new FakeRunpod(settings);
    }

    private SandboxSettings settings() {
        return SandboxSettings.ofCloud(Duration.ofSeconds(2)).withFarEnds(List.of(this::make), SPEED);
    }

    @Test
    void aFastClockIsTheirsTooAndTheyAreAsFast() {
        try (Sandbox sandbox = Sandbox.start(settings().withClockSpeed(720))) {
            assertThat(given.getFirst().book().clock()).isSameAs(sandbox.clock());
            assertThat(given.getFirst().speed()).isEqualTo(720);
        }
    }

    @Test
    void withoutOneTheyAreAsFastAsTheyWereToldAndBillByThisMachinesTime() {
        try (Sandbox sandbox = Sandbox.start(settings())) {
            assertThat(given.getFirst().book().clock()).isSameAs(PretendClock.REAL);
            assertThat(given.getFirst().speed()).isEqualTo(SPEED);
            assertThat(sandbox.providers()).hasSize(1);
        }
    }
}
