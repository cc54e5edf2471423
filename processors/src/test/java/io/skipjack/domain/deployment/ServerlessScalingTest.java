package io.skipjack.domain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.market.GpuNeed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerlessScalingTest {
    private static final TierSpec TIER = TierSpec.of(List.of());

    @Test
    void defaultsAreTunas() {
        assertThat(ServerlessScaling.DEFAULT)
                .isEqualTo(new ServerlessScaling(32, Duration.ofMinutes(1), Duration.ofMinutes(10), 0, 1, 4));
    }

    @Test
    void moreKeptThanAllowedIsRefused() {
        assertThatThrownBy(() -> new ServerlessScaling(32, Duration.ZERO, Duration.ofSeconds(1), 2, 1, 4))
                .hasMessage("workers_min (2) must not be above workers_max (1)");
    }

    @Test
    void anEndpointNeedsAServerlessTier() {
        ServerlessSpec endpoint =
                new ServerlessSpec(GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of());

        assertThatThrownBy(() -> new Deployment("rack", "m", true, 10, TIER, null, null, endpoint))
                .hasMessageContaining("an endpoint needs a serverless tier");
    }

    @Test
    void aProviderNamedTwiceIsRefused() {
        assertThatThrownBy(() -> new ServerlessSpec(
                        GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of("modal", "modal")))
                .hasMessageContaining("providers names one twice");
    }
}
