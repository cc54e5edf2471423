package io.skipjack.domain.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The pure parts put together as the control loops put them together, driven by chance for many virtual hours. What must
 * hold after each step is checked by {@link PretendWorld}: never more than allowed of anything, never two machines for one
 * replica, nothing of another's touched, nothing paid without an owner for long.
 */
class FleetPropertyTest {
    private static final int TROUBLED = 200;
    /** For the last trouble to be noticed, so that what converged by chance is not taken for rest. */
    private static final int SETTLE = 20;

    private static final int CALM = 1500;

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void whateverHappensTheFleetStaysWithinItsBoundsAndConverges(@ForAll long seed) {
        PretendWorld world = new PretendWorld(seed);
        for (int i = 0; i < TROUBLED; i++) {
            world.tick();
        }
        world.calm();
        for (int i = 0; i < CALM && (i < SETTLE || world.notConverged() != null); i++) {
            world.tick();
        }
        assertThat(world.notConverged()).isNull();
        int launches = world.launches();
        for (int i = 0; i < 50; i++) {
            world.tick();
            assertThat(world.notConverged()).isNull();
        }
        assertThat(world.launches()).as("at rest nothing more is launched").isEqualTo(launches);
    }

    @Test
    void theTroubleIsRealTrouble() {
        int launches = 0;
        int fenced = 0;
        for (long seed = 1; seed <= 10; seed++) {
            PretendWorld world = new PretendWorld(seed);
            for (int i = 0; i < TROUBLED; i++) {
                world.tick();
            }
            launches += world.launches();
            fenced += world.fencedWrites();
        }
        assertThat(launches).as("machines launched").isGreaterThan(100);
        assertThat(fenced).as("writes of stale leaders that were refused").isGreaterThan(10);
    }
}
