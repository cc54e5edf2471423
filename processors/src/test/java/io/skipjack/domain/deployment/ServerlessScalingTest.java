package io.skipjack.domain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerlessScalingTest {
    private static final TierSpec TIER = TierSpec.of(List.of());

    @Test
    void defaultsAreTunas() {
        assertThat(ServerlessScaling.DEFAULT)
                .isEqualTo(new ServerlessScaling(32, Duration.ofMinutes(1), Duration.ofMinutes(10), 0, 1, 4, null));
    }

    @Test
    void moreKeptThanAllowedIsRefused() {
        assertThatThrownBy(() -> new ServerlessScaling(32, Duration.ZERO, Duration.ofSeconds(1), 2, 1, 4, null))
                .hasMessage("workers_min (2) must not be above workers_max (1)");
    }

    @Test
    void aServerlessTierScalesByDefaultAndNoTierDoesNotScale() {
        assertThat(new Deployment("rack", "m", true, 10, null, TIER).serverlessScaling())
                .isEqualTo(ServerlessScaling.DEFAULT);
        assertThat(new Deployment("rack", "m", true, 10, TIER, null).serverlessScaling())
                .isNull();
        assertThatThrownBy(() -> new Deployment("rack", "m", true, 10, TIER, null, null, ServerlessScaling.DEFAULT))
                .hasMessageContaining("scales its serverless tier just when it has one");
    }
}
