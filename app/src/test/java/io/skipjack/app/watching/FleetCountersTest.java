package io.skipjack.app.watching;

import static io.skipjack.app.watching.Replicas.draining;
import static io.skipjack.app.watching.Replicas.ended;
import static io.skipjack.app.watching.Replicas.intended;
import static io.skipjack.app.watching.Replicas.leased;
import static io.skipjack.app.watching.Replicas.noticed;
import static io.skipjack.app.watching.Replicas.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.Replica;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetCountersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FleetCounters counters = new FleetCounters(registry);

    @Test
    void zerosAreThereBeforeAnythingHappens() {
        see();

        assertThat(count("skipjack.launches", "skipjack.outcome", "launched")).isZero();
        assertThat(count("skipjack.interruptions", "skipjack.notice", "yes")).isZero();
        assertThat(count("skipjack.replicas.ended", "skipjack.reason", "lost")).isZero();
        assertThat(registry.get("skipjack.replica.boot").timer().count()).isZero();
    }

    @Test
    void whatWasThereBeforeTheRouterIsNotCounted() {
        see(ready(1), ended(2, EndReason.INTERRUPTED));
        see(ready(1), ended(2, EndReason.INTERRUPTED));

        assertThat(count("skipjack.launches", "skipjack.outcome", "launched")).isZero();
        assertThat(count("skipjack.interruptions", "skipjack.notice", "no")).isZero();
    }

    @Test
    void aReplicasWayIsCountedOnceHoweverOftenItIsSeen() {
        see();
        see(intended(1));
        see(leased(1));
        see(ready(1));
        see(ready(1));
        see(noticed(1));
        see(draining(1));
        see(ended(1, EndReason.INTERRUPTED));
        see(ended(1, EndReason.INTERRUPTED));

        assertThat(count("skipjack.launches", "skipjack.outcome", "launched")).isEqualTo(1);
        assertThat(count("skipjack.interruptions", "skipjack.notice", "yes")).isEqualTo(1);
        assertThat(count("skipjack.interruptions", "skipjack.notice", "no")).isZero();
        assertThat(count("skipjack.replicas.ended", "skipjack.reason", "interrupted"))
                .isEqualTo(1);
        assertThat(registry.get("skipjack.replica.boot").timer().totalTime(TimeUnit.SECONDS))
                .isCloseTo(Replicas.BOOT_SECONDS, within(1e-6));
    }

    @Test
    void oneThatVanishedWithoutAWordIsAnInterruptionToo() {
        see(ready(1));
        see(ended(1, EndReason.LOST));

        assertThat(count("skipjack.interruptions", "skipjack.notice", "no")).isEqualTo(1);
    }

    @Test
    void aLaunchThatWasRefusedIsNoneThatWasMade() {
        see(intended(1));
        see(ended(1, EndReason.REFUSED));

        assertThat(count("skipjack.launches", "skipjack.outcome", "refused")).isEqualTo(1);
        assertThat(count("skipjack.launches", "skipjack.outcome", "launched")).isZero();
    }

    private void see(Replica... replicas) {
        counters.accept(Replicas.snapshot(replicas));
    }

    private double count(String name, String tag, String value) {
        return registry.get(name)
                .tags("skipjack.deployment", "rack", tag, value)
                .counter()
                .count();
    }
}
