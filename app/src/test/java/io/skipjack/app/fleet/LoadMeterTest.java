package io.skipjack.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.AdmissionTraffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
    private static final Deployment RACK = FleetExamples.RACK;

    private final Admission admission = new Admission(1000);
    private final AdmissionTraffic traffic = new AdmissionTraffic(admission);
    private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
    private final LoadMeter meter = new LoadMeter(admission, deployment -> 0, () -> List.of(RACK), nanos::get);

    @Test
    void aDeploymentThatNobodyAsksIsIdle() {
        assertThat(look().isIdle()).isTrue();
    }

    @Test
    void arrivalsAreARateOverTheLastTwentySeconds() {
        look();
        for (int second = 0; second < 90; second++) {
            traffic.come(RACK, 2);
            traffic.leave(RACK, 2);
            after(1);
            look();
        }

        assertThat(look().requestsPerSecond()).isCloseTo(2.0, Offset.offset(0.05));
        assertThat(look().window()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void twentySecondsAfterTheLastRequestNothingIsLeftOfTheRate() {
        look();
        traffic.come(RACK, 100);
        traffic.leave(RACK, 100);
        after(1);
        look();
        for (int second = 0; second < 21; second++) {
            after(1);
            look();
        }

        assertThat(look().isIdle()).isTrue();
    }

    @Test
    void whatIsOpenIsAMeanOfTheLastSecondsSoThatOneLookBetweenTwoRequestsDoesNotMislead() {
        traffic.come(RACK, 6);
        look();
        after(1);
        traffic.leave(RACK, 6);

        assertThat(look().inFlight()).isEqualTo(3.0);
    }

    @Test
    void waitingRequestsAreCountedApartFromThoseBeingAnswered() {
        LoadMeter withWaiting = new LoadMeter(admission, deployment -> 4, () -> List.of(RACK), nanos::get);
        traffic.come(RACK, 6);

        LoadSample load = withWaiting.loads().get("rack");

        assertThat(load.waiting()).isEqualTo(4);
        assertThat(load.inFlight()).isEqualTo(2);
    }

    private void after(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private LoadSample look() {
        return meter.loads().get("rack");
    }
}
