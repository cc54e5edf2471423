package io.skipjack.provider.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunpodWorkersTest {
    private static EndpointSight sight(int running, int idle, int initializing, int throttled, int unhealthy) {
        return new RunpodWorkers(running, idle, initializing, throttled, unhealthy, List.of()).sight();
    }

    @Test
    void oneThatAnswersMakesItReady() {
        assertThat(sight(0, 1, 1, 1, 1)).isEqualTo(new EndpointSight(EndpointPhase.READY, 3, ""));
        assertThat(sight(1, 0, 0, 0, 0)).isEqualTo(new EndpointSight(EndpointPhase.READY, 1, ""));
    }

    @Test
    void oneThatStartsIsPaidFor() {
        assertThat(sight(0, 0, 1, 0, 0)).isEqualTo(new EndpointSight(EndpointPhase.STARTING, 1, ""));
    }

    @Test
    void oneThatWaitsForAGpuSaysSoAndIsNot() {
        EndpointSight throttled = sight(0, 0, 0, 1, 0);

        assertThat(throttled.phase()).isEqualTo(EndpointPhase.STARTING);
        assertThat(throttled.workers()).isZero();
        assertThat(throttled.detail()).contains("no free GPU");
    }

    @Test
    void onlySickOnesAreAFailure() {
        assertThat(sight(0, 0, 0, 0, 2).phase()).isEqualTo(EndpointPhase.FAILED);
        assertThat(sight(0, 0, 0, 0, 0)).isEqualTo(new EndpointSight(EndpointPhase.COLD, 0, ""));
    }
}
