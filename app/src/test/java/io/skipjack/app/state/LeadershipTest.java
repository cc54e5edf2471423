package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turn by turn, on clocks of the test's own. */
class LeadershipTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    private final SimulatedRow row = new SimulatedRow();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TTL.toNanos());
    private final Leadership one = new Leadership(row, "one", TTL, nanos::get);
    private final Leadership two = new Leadership(row, "two", TTL, nanos::get);

    @AfterEach
    void close() {
        row.reachable(true);
        one.close();
        two.close();
    }

    @Test
    void theFirstLeadsAndTheSecondWaitsUntilItsLeaseCanEnd() {
        assertThat(one.current()).isEmpty();
        assertThat(one.turn()).isEqualTo(TTL.dividedBy(3));
        pass(Duration.ofSeconds(9));

        assertThat(two.turn()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
        assertThat(one.current()).hasValue(1);
        assertThat(two.current()).isEmpty();
    }

    @Test
    void aRenewedLeaseLastsAndKeepsItsEpoch() {
        one.turn();
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(3));
            one.turn();
            two.turn();
        }
        assertThat(one.current()).hasValue(1);
        assertThat(two.current()).isEmpty();
    }

    @Test
    void aLeaderThatCannotRenewStopsBeforeAnotherCanBegin() {
        one.turn();
        row.reachable(false);
        pass(TTL.minusMillis(1));
        assertThatThrownBy(one::turn).isInstanceOf(StoreUnavailableException.class);
        assertThat(one.current()).hasValue(1);
        pass(Duration.ofMillis(1));
        assertThat(one.current()).isEmpty();

        row.reachable(true);
        two.turn();
        assertThat(two.current()).hasValue(2);
    }

    @Test
    void aLeaderThatWasPausedLeadsNoMoreAndCannotRenew() {
        one.turn();
        pass(Duration.ofSeconds(60));
        two.turn();
        assertThat(one.current()).isEmpty();
        one.turn();

        assertThat(one.current()).isEmpty();
        assertThat(two.current()).hasValue(2);
    }

    @Test
    void aSlowRenewalCountsFromBeforeItWasSent() {
        one.turn();
        pass(Duration.ofSeconds(9));
        Leadership slow = new Leadership(new SlowRow(row, () -> pass(Duration.ofSeconds(9))), "three", TTL, nanos::get);
        pass(Duration.ofSeconds(2));
        slow.turn();
        assertThat(slow.current()).hasValue(2);
        pass(Duration.ofSeconds(1));

        assertThat(slow.current()).isEmpty();
        slow.close();
    }

    @Test
    void aNewStintOfTheSameRouterHasANewEpoch() {
        one.turn();
        pass(TTL);
        assertThat(one.current()).isEmpty();
        one.turn();

        assertThat(one.current()).hasValue(2);
    }

    @Test
    void whatWasTakenByAnotherIsNoticedAtTheNextRenewal() {
        one.turn();
        // the database's clock jumps, ours does not
        row.pass(Duration.ofDays(2));
        two.turn();
        assertThat(one.current()).hasValue(1);
        one.turn();

        assertThat(one.current()).isEmpty();
        assertThat(two.current()).hasValue(row.epoch());
    }

    @Test
    void aCleanStopLetsAnotherBeginAtOnce() {
        one.turn();
        one.close();
        two.turn();

        assertThat(one.current()).isEqualTo(OptionalLong.empty());
        assertThat(two.current()).hasValue(2);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        row.pass(time);
    }

    /** Answers late. */
    private record SlowRow(LeaseRow row, Runnable delay) implements LeaseRow {
        @Override
        public Claim claim(String holder, Duration ttl) {
            Claim claim = row.claim(holder, ttl);
            delay.run();
            return claim;
        }

        @Override
        public boolean renew(String holder, long epoch, Duration ttl) {
            return row.renew(holder, epoch, ttl);
        }

        @Override
        public void release(String holder, long epoch) {
            row.release(holder, epoch);
        }
    }
}
