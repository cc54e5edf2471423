package io.skipjack.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkMeterTest {
    private static final Instant START = Instant.parse("2026-11-29T00:00:00Z");

    private final WorkMeter meter = new WorkMeter(new WorkRule(4, Duration.ofSeconds(60), 8));

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private void open(int requests, long seconds) {
        for (int i = 0; i < requests; i++) {
            meter.begin(at(seconds));
        }
    }

    private void end(int requests, long seconds) {
        for (int i = 0; i < requests; i++) {
            meter.end(at(seconds));
        }
    }

    @Test
    void requestsThatOverlapKeepOneGpuBusyOnce() {
        open(4, 0);
        end(4, 10);

        Work work = meter.take(at(10));
        assertThat(work.requestTime()).isEqualTo(Duration.ofSeconds(40));
        assertThat(work.workerTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(work.extraMachineTime()).isEqualTo(Duration.ZERO);
    }

    @Test
    void moreThanOneTakesAtOnceNeedMore() {
        open(9, 0);
        end(9, 10);

        Work work = meter.take(at(10));
        assertThat(work.workerTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(work.extraMachineTime()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anIdleWorkerStaysForItsWindowAndNoLonger() {
        open(1, 0);
        end(1, 10);

        assertThat(meter.take(at(40)).idleTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(meter.take(at(200)).idleTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(meter.take(at(900)).idleTime()).isEqualTo(Duration.ZERO);
    }

    @Test
    void itStartsAnewOnlyAfterTheWindow() {
        open(1, 0);
        end(1, 10);
        open(1, 60);
        end(1, 65);
        open(1, 126);

        assertThat(meter.take(at(130)).starts()).isEqualTo(2);
    }

    @Test
    void nothingIsTakenTwice() {
        open(2, 0);

        Duration first = meter.take(at(3)).requestTime();
        Duration second = meter.take(at(10)).requestTime();

        assertThat(first.plus(second)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClockThatIsSetBackCountsAsNoTime() {
        open(1, 10);
        end(1, 5);

        assertThat(meter.take(at(7))).extracting(Work::requestTime).isEqualTo(Duration.ZERO);
    }

    @Test
    void endsThatNobodyBeganDoNotHarm() {
        end(3, 1);
        open(1, 2);
        end(1, 4);

        assertThat(meter.take(at(4)).requestTime()).isEqualTo(Duration.ofSeconds(2));
    }
}
