package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.provider.ManualClock;
import io.skipjack.provider.sandbox.WorkerBook.Charge;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerBookTest {
    private static final Instant TEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal HOURLY = new BigDecimal("3.6");

    private final ManualClock clock = new ManualClock(TEN);
    private final WorkerBook book = new WorkerBook(clock, Duration.ZERO);
    private Tariff tariff = Tariff.bySecond(HOURLY);
    private final WorkerMeter meter = meter(book);

    private WorkerMeter meter(WorkerBook into) {
        return into.meter("ep1", "rack", () -> tariff);
    }

    private void ran(Duration time) {
        meter.started(clock.instant());
        clock.ahead(time);
        meter.stopped(clock.instant());
    }

    private static List<String> bill(WorkerBook of) {
        return of.charges(HOUR).stream()
                .map(charge -> "%s %s %s"
                        .formatted(
                                charge.from(),
                                charge.time(),
                                charge.dollars().stripTrailingZeros().toPlainString()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, PT0S, PT0S",
        "PT1S, PT0.001S, PT1S",
        "PT1S, PT2S, PT2S",
        "PT0.1S, PT2.01S, PT2.1S",
        "PT1M, PT61S, PT2M",
        "PT1M, PT2M, PT2M",
    })
    void aBegunStepIsCharged(Duration granularity, Duration used, Duration charged) {
        assertThat(new Tariff(HOURLY, granularity).charged(used)).isEqualTo(charged);
    }

    @Test
    void eachWorkerIsRoundedOnItsOwnAndTimeIsNot() {
        ran(Duration.ofMillis(1_500));
        clock.ahead(HOUR);
        ran(Duration.ofMillis(300));

        assertThat(book.workerTime()).isEqualTo(Duration.ofMillis(1_800));
        assertThat(book.spent()).isEqualTo(Money.ofDollars("0.003"));
    }

    @Test
    void aWorkerThatRunsIsChargedForSoFar() {
        meter.started(TEN);
        clock.ahead(Duration.ofMinutes(90));

        assertThat(book.spent()).isEqualTo(Money.ofDollars("5.4"));
        clock.ahead(Duration.ofMinutes(30));
        assertThat(book.spent()).isEqualTo(Money.ofDollars("7.2"));
        assertThat(book.workerTime()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void stoppingTwiceOrWithoutAWorkerChargesNothingMore() {
        meter.stopped(TEN);
        ran(Duration.ofSeconds(10));
        clock.ahead(HOUR);
        meter.stopped(clock.instant());

        assertThat(book.spent()).isEqualTo(Money.ofDollars("0.01"));
    }

    @Test
    void aPriceThatChangesHoldsFromTheNextWorkerOn() {
        ran(Duration.ofSeconds(10));
        tariff = Tariff.bySecond(new BigDecimal("36"));
        ran(Duration.ofSeconds(10));

        assertThat(book.spent()).isEqualTo(Money.ofDollars("0.11"));
    }

    @Test
    void whatIsRoundedUpOverTheEndOfAnHourIsChargedInTheNext() {
        tariff = new Tariff(HOURLY, Duration.ofMinutes(1));
        clock.ahead(Duration.ofMinutes(30).minusSeconds(30));
        ran(Duration.ofMinutes(30).plusSeconds(15));

        assertThat(bill(book)).containsExactly("2026-11-29T10:00:00Z PT30M30S 1.83", "2026-11-29T11:00:00Z PT30S 0.03");
        assertThat(book.spent()).isEqualTo(Money.ofDollars("1.86"));
    }

    @Test
    void theSumOfAllBucketsIsWhatIsSpentWhateverTheirLength() {
        for (int i = 1; i < 50; i++) {
            ran(Duration.ofMillis(i * 77_777L));
            clock.ahead(Duration.ofMillis(i * 31_313L));
        }

        for (Duration bucket : List.of(HOUR, Duration.ofDays(1), Duration.ofMinutes(7))) {
            BigDecimal sum =
                    book.charges(bucket).stream().map(Charge::dollars).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(Money.ofDollars(sum)).isEqualTo(book.spent());
        }
    }

    @Test
    void aBillOfAStretchHasTheBucketsThatOverlapIt() {
        for (int i = 0; i < 4; i++) {
            ran(Duration.ofMinutes(10));
            clock.ahead(Duration.ofMinutes(50));
        }

        assertThat(book.charges(HOUR, TEN.plus(Duration.ofMinutes(90)), TEN.plus(HOUR.multipliedBy(3))))
                .extracting(Charge::from)
                .containsExactly(TEN.plus(HOUR), TEN.plus(HOUR.multipliedBy(2)));
    }

    @Test
    void workersOfOneEndpointAreOneLineOfTheBillAndThoseOfAnotherAreNot() {
        WorkerMeter other = book.meter("ep2", "shelf", () -> tariff);
        ran(Duration.ofMinutes(10));
        ran(Duration.ofMinutes(10));
        other.started(clock.instant());
        clock.ahead(Duration.ofMinutes(10));

        assertThat(book.charges(HOUR))
                .extracting(charge -> charge.name() + " " + charge.time())
                .containsExactlyInAnyOrder("rack PT20M", "shelf PT10M");
    }

    @Test
    void aWorkerThatTheBillDoesNotKnowYetIsNoLineOfIt() {
        WorkerBook late = new WorkerBook(clock, Duration.ofMinutes(10));
        clock.ahead(Duration.ofMinutes(20));
        meter(late).started(clock.instant());
        clock.ahead(Duration.ofMinutes(10));

        assertThat(late.charges(HOUR)).isEmpty();
    }

    /** As real bills are: the hour that runs grows, and one that is over is put right when its lag has passed. */
    @Test
    void aBillIsBehindAndCorrectsAnHourThatIsOver() {
        WorkerBook late = new WorkerBook(clock, Duration.ofMinutes(10));
        WorkerMeter slow = meter(late);
        slow.started(TEN);

        clock.ahead(Duration.ofMinutes(5));
        assertThat(bill(late)).isEmpty();
        clock.ahead(Duration.ofMinutes(10));
        assertThat(bill(late)).containsExactly("2026-11-29T10:00:00Z PT5M 0.3");
        clock.ahead(Duration.ofMinutes(46));
        assertThat(bill(late)).containsExactly("2026-11-29T10:00:00Z PT51M 3.06");
        slow.stopped(clock.instant());
        clock.ahead(Duration.ofMinutes(5));
        assertThat(bill(late)).containsExactly("2026-11-29T10:00:00Z PT56M 3.36");
        clock.ahead(HOUR);
        assertThat(bill(late)).containsExactly("2026-11-29T10:00:00Z PT1H 3.6", "2026-11-29T11:00:00Z PT1M 0.06");
        assertThat(late.spent()).isEqualTo(Money.ofDollars("3.66"));
    }
}
