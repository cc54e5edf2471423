package io.skipjack.domain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetRevisionTest {
    private static final GpuNeed L4 = GpuNeed.of("L4", 1);
    private static final Placement EAST = new Placement("ec2", List.of("us-east-1"), List.of());

    /** Pinned: with another value every running fleet would be replaced by an upgrade of the router. */
    @Test
    void theRevisionIsTheSameInEveryVersion() {
        assertThat(revision("m", L4, engine("--a"), EAST))
                .isEqualTo("37d4df79fb47")
                .hasSize(12);
    }

    @Test
    void whatShapesAnInstanceIsInIt() {
        String revision = revision("m", L4, engine("--a"), EAST);

        assertThat(List.of(
                        revision("n", L4, engine("--a"), EAST),
                        revision("m", GpuNeed.of("L4", 2), engine("--a"), EAST),
                        revision("m", GpuNeed.of("T4", 1), engine("--a"), EAST),
                        revision("m", L4, engine("--a", "--b"), EAST),
                        revision("m", L4, engine("--ab"), EAST),
                        revision("m", L4, EngineSpec.DEFAULT, EAST),
                        revision("m", L4, engine("--a"), new Placement("gcp", List.of("us-east-1"), List.of()))))
                .doesNotContain(revision)
                .doesNotHaveDuplicates();
    }

    @Test
    void numbersPlacesAndCostsAreNot() {
        FleetSpec one = new FleetSpec(L4, EngineSpec.DEFAULT, EAST, ScalingPolicy.DEFAULT, 1, 0, null, null);
        ScalingPolicy scaling =
                new ScalingPolicy(ScalingPolicy.Metric.QPS, 1, 9, 3, 4, Duration.ofSeconds(1), Duration.ofSeconds(2));
        Placement places = new Placement("ec2", List.of("us-east-1", "us-west-2"), List.of("us-east-1a"));
        FleetSpec other = new FleetSpec(
                L4, EngineSpec.DEFAULT, places, scaling, 2, 1, Duration.ofMinutes(5), Money.ofDollars("3"));

        assertThat(FleetRevision.of(deployment("m", one))).isEqualTo(FleetRevision.of(deployment("m", other)));
    }

    @Test
    void aDeploymentWithoutFleetHasNone() {
        Deployment named = new Deployment("rack", "m", false, 10, TierSpec.of(List.of()), null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetRevision.of(named))
                .withMessage("deployment rack has no fleet");
    }

    private static EngineSpec engine(String... arguments) {
        return new EngineSpec(8192, 0, null, ColdStartMode.FAST_BOOT, List.of(arguments));
    }

    private static String revision(String model, GpuNeed gpu, EngineSpec engine, Placement placement) {
        return FleetRevision.of(
                deployment(model, new FleetSpec(gpu, engine, placement, ScalingPolicy.DEFAULT, 1, 0, null, null)));
    }

    private static Deployment deployment(String model, FleetSpec spec) {
        return new Deployment("rack", model, false, 10, TierSpec.of(List.of()), null, spec);
    }
}
