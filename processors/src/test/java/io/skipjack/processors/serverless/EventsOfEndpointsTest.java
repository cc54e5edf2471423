package io.skipjack.processors.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What the endpoints' loop notes for operators. */
class EventsOfEndpointsTest {
    private static final Duration TURN = Duration.ofSeconds(5);

    private final EndpointStage stage = new EndpointStage();

    @Test
    void anEndpointIsDeployedAndRemovedOnceEach() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.one.phase = EndpointPhase.READY;
        stage.turns(5, TURN);
        stage.deployments.clear();
        stage.turns(3, TURN);

        assertThat(kinds()).containsExactly("endpoint.deployed", "endpoint.removed");
        assertThat(stage.events)
                .extracting(EventNote::text)
                .containsExactly(
                        "the endpoint of rack at one is deployed",
                        "the endpoint of rack at one is removed; nothing is left of it");
    }

    @Test
    void anotherRouterThatGoesOnNotesNothingAgain() throws Exception {
        stage.deployments.add(EndpointStage.rack("one"));
        stage.turns(2, TURN);
        stage.restart();
        stage.turns(3, TURN);

        assertThat(kinds()).containsExactly("endpoint.deployed");
    }

    @Test
    void anOrphanIsToldUnderOneMarkADay() throws Exception {
        String orphan = EndpointNames.of(EndpointStage.OWNER, "forgotten");
        SweepEndpoints sweep = new SweepEndpoints(stage.control());
        for (int i = 0; i < 3; i++) {
            Exchange swept = stage.run(sweep, List.of(orphan), Map.of("provider", "one"));
            stage.end(swept);
        }

        assertThat(kinds()).containsExactly("orphan.ended", "orphan.ended");
        assertThat(stage.events)
                .extracting(EventNote::mark)
                .doesNotContainNull()
                .containsOnly(stage.events.getFirst().mark());
    }

    private List<String> kinds() {
        return stage.events.stream().map(EventNote::kind).toList();
    }
}
