package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.processors.fleet.FleetStep;
import io.skipjack.processors.fleet.ProviderLeases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainReplicaRouteTest {
    private final List<String> asked = new ArrayList<>();
    private final RouteStage stage;

    DrainReplicaRouteTest() throws Exception {
        stage = new RouteStage("drain-replica");
    }

    @BeforeEach
    void open() throws Exception {
        stage.step("drainReplica", exchange -> {})
                .step(
                        "endReplicas",
                        exchange -> exchange.getMessage()
                                .setBody(List.of(
                                        new ProviderLeases("ec2", List.of()), new ProviderLeases("other", List.of()))))
                .open();
        stage.provider()
                .answers(exchange -> asked.add(exchange.getFromRouteId() + " " + exchange.getVariable("provider")));
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void aDrainIsWrittenDownAndEndsNothingYet() {
        stage.ask("drain-replica", new FleetStep("drain", List.of()));

        assertThat(stage.calls()).containsExactly("drainReplica");
        assertThat(asked).isEmpty();
    }

    @Test
    void endingsAreWrittenDownFirstAndThenAskedOfEachProvider() {
        stage.ask("drain-replica", new FleetStep("end", List.of()));

        assertThat(stage.calls()).containsExactly("endReplicas");
        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst()).endsWith("ec2");
        assertThat(asked.getLast()).endsWith("other");
        assertThat(stage.provider().options()).containsEntry("operation", "terminate");
    }
}
