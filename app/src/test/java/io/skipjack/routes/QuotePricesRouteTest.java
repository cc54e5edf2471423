package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotePricesRouteTest {
    private static final FleetSpec SPEC = new FleetSpec(
            GpuNeed.of("L4", 1),
            EngineSpec.DEFAULT,
            new Placement("ec2", List.of("us-east-1"), List.of()),
            ScalingPolicy.DEFAULT,
            5,
            0,
            null,
            null);

    @Test
    void theFleetsOwnProviderIsAskedAndItsAnswerKept() throws Exception {
        List<Object> kept = new ArrayList<>();
        try (RouteStage stage = new RouteStage("quote-prices")
                .step("keepPrices", exchange -> kept.add(exchange.getMessage().getBody()))
                .open()) {
            stage.provider()
                    .answers(exchange -> exchange.getMessage()
                            .setBody("quotes for "
                                    + exchange.getMessage()
                                            .getBody(FleetSpec.class)
                                            .gpu()));

            stage.ask("quote-prices", SPEC);

            assertThat(kept).containsExactly("quotes for " + SPEC.gpu());
            assertThat(stage.provider().address()).isEqualTo("ec2");
            assertThat(stage.provider().options()).containsEntry("operation", "quote");
        }
    }

    @Test
    void aPollThatFailsKeepsNothing() throws Exception {
        try (RouteStage stage = new RouteStage("quote-prices")
                .step("keepPrices", exchange -> {})
                .open()) {
            stage.provider().answers(RouteStage.failing(new IllegalStateException("throttled")));

            assertThat(stage.ask("quote-prices", SPEC).getException()).isNull();
            assertThat(stage.calls()).isEmpty();
        }
    }
}
