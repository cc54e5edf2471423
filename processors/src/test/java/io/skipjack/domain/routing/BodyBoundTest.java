package io.skipjack.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.market.GpuNeed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyBoundTest {
    @Test
    void theMostThatAnyTierTakesIsTheBound() {
        assertThat(BodyBound.of(deployment(tier(10, 30), tier(20), null))).isEqualTo(30);
    }

    @Test
    void oneUpstreamWithoutALimitTakesEverything() {
        assertThat(BodyBound.of(deployment(tier(10), tier(20, 0), null))).isEqualTo(BodyBound.NONE);
        assertThat(BodyBound.of(deployment(null, tier(), null))).isEqualTo(BodyBound.NONE);
    }

    @Test
    void whatIsStillBeingDeployedMayTakeMore() {
        assertThat(BodyBound.of(deployment(null, tier(20), endpoint("runpod", "modal"))))
                .isEqualTo(BodyBound.NONE);
        assertThat(BodyBound.of(deployment(null, tier(20, 5), endpoint("runpod", "modal"))))
                .isEqualTo(20);
        assertThat(BodyBound.of(deployment(null, tier(20), endpoint()))).isEqualTo(20);
    }

    private static Deployment deployment(
            @Nullable TierSpec spot, @Nullable TierSpec serverless, @Nullable ServerlessSpec endpoint) {
        return new Deployment("rack", "m", true, 10, spot, serverless, null, endpoint);
    }

    private static ServerlessSpec endpoint(String... providers) {
        return new ServerlessSpec(
                GpuNeed.of("L4", 1), EngineSpec.DEFAULT, ServerlessScaling.DEFAULT, List.of(providers));
    }

    private static TierSpec tier(long... maxBodyBytes) {
        return TierSpec.of(IntStream.range(0, maxBodyBytes.length)
                .mapToObj(i -> new UpstreamSpec(
                        "u-" + maxBodyBytes[i] + "-" + i,
                        URI.create("http://10.0.0." + (i + 1) + "/v1"),
                        null,
                        new UpstreamLimits(0, Duration.ZERO, 0, maxBodyBytes[i], null)))
                .toList());
    }
}
