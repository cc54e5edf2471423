package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.processors.fleet.FleetStep;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AutoscaleRouteTest {
    private final Queue<String> carriedOut = new ConcurrentLinkedQueue<>();
    private final Queue<String> priced = new ConcurrentLinkedQueue<>();

    @Test
    void launchesGoOneWayDrainsAndEndingsTheOther() throws Exception {
        List<FleetStep> steps = List.of(step("launch"), step("drain"), step("end"), step("launch"));
        try (RouteStage stage = stage(steps)) {
            stage.route("launch-replica", exchange -> carriedOut.add("launch")).open();

            await().atMost(Duration.ofSeconds(10)).until(() -> carriedOut.size() >= 4);
            assertThat(carriedOut.stream().limit(4)).containsExactlyInAnyOrder("launch", "drain", "end", "launch");
        }
    }

    @Test
    void aLaunchThatFailsKeepsNoOtherStepFromBeingCarriedOut() throws Exception {
        List<FleetStep> steps = List.of(step("launch"), step("drain"), step("end"));
        try (RouteStage stage = stage(steps)) {
            stage.route("launch-replica", RouteStage.failing(new IllegalStateException("throttled")))
                    .open();

            await().atMost(Duration.ofSeconds(10)).until(() -> carriedOut.size() >= 2);
            assertThat(carriedOut.stream().limit(2)).containsExactlyInAnyOrder("drain", "end");
            assertThat(priced).as("asked before it is planned with").contains("new");
        }
    }

    @Test
    void aTurnThatCannotDecideIsFollowedByOneThatCan() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        try (RouteStage stage = stage(List.of(step("drain"))).step("decideScaling", exchange -> {
            if (turns.incrementAndGet() == 1) {
                throw new IllegalStateException("the store is locked");
            }
        })) {
            stage.route("launch-replica", exchange -> {}).open();

            await().atMost(Duration.ofSeconds(10)).until(() -> !carriedOut.isEmpty());
            assertThat(turns.get()).isGreaterThan(1);
        }
    }

    private RouteStage stage(List<FleetStep> steps) throws Exception {
        return new RouteStage("autoscale")
                .set("skipjack.fleet.autoscale-interval", "20ms")
                .step("decideScaling", exchange -> {})
                .step("findMissingPrices", exchange -> exchange.getMessage().setBody(List.of("new")))
                .route(
                        "quote-prices",
                        exchange ->
                                priced.add(String.valueOf(exchange.getMessage().getBody())))
                .step("planFleets", exchange -> exchange.getMessage().setBody(steps))
                .route(
                        "drain-replica",
                        exchange -> carriedOut.add(
                                exchange.getMessage().getBody(FleetStep.class).kind()));
    }

    private static FleetStep step(String kind) {
        return new FleetStep(kind, List.of());
    }
}
