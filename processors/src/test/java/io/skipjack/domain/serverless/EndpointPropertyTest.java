package io.skipjack.domain.serverless;

import static io.skipjack.domain.serverless.Endpoints.NOW;
import static io.skipjack.domain.serverless.Endpoints.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.ServerlessSpec;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds whatever providers answer, and wherever the router is killed. */
class EndpointPropertyTest {
    private static final int TURNS_TO_SETTLE = 60;

    @Property(tries = 300)
    void nothingIsLostAndAllEndsAsWanted(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 15) Integer> fates,
            @ForAll boolean named,
            @ForAll boolean wantedInTheEnd) {
        ServerlessSpec spec = named ? Endpoints.spec("two", "one") : Endpoints.spec();
        PretendProviders world = new PretendProviders(spec);
        for (int fate : fates) {
            world.turn(fate);
        }
        world.behaves(wantedInTheEnd);
        for (int i = 0; i < TURNS_TO_SETTLE; i++) {
            world.turn(PretendProviders.WELL);
        }

        if (wantedInTheEnd) {
            assertThat(world.states()).contains(EndpointState.DEPLOYED);
            assertThat(world.deployed()).hasSize(named ? 2 : 1);
        } else {
            assertThat(world.states()).isEmpty();
            assertThat(world.held).isEmpty();
        }
    }

    @Property(tries = 100)
    void theSameViewGivesTheSamePlanAndOneActionForEach(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 15) Integer> fates) {
        PretendProviders world = new PretendProviders(Endpoints.spec());
        for (int fate : fates) {
            world.turn(fate);
            EndpointView view = world.view();
            List<EndpointAction> plan = EndpointReconciliation.plan(view, TIMING, NOW);
            assertThat(EndpointReconciliation.plan(view, TIMING, NOW)).isEqualTo(plan);
            assertThat(plan).extracting(action -> action.record().id()).doesNotHaveDuplicates();
        }
    }
}
