package io.skipjack.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferBookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Offer A = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    private static final Offer B = new Offer("ec2", "us-east-1", "us-east-1b", "g6.xlarge", "L4", 1, CapacityType.SPOT);

    @Test
    void theNewestQuoteOfEachOfferIsKept() {
        OfferBook book = OfferBook.EMPTY.with(
                List.of(quote(A, "0.3", 10), quote(A, "0.4", 5), quote(A, "0.5", 20), quote(B, "0.6", 30)), NOW);

        assertThat(book.quotes()).containsExactly(quote(A, "0.4", 5), quote(B, "0.6", 30));
        assertThat(book.quote(A)).isEqualTo(quote(A, "0.4", 5));
        assertThat(book.rejected()).isEmpty();
    }

    /** Row 61: 0, what stands for NaN, 1e9. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.3", "1000000000", "1000.01", "6.01", "0.0149"})
    void absurdPricesLeaveTheLastGoodOne(String price) {
        OfferBook book = OfferBook.EMPTY.with(List.of(quote(A, "0.3", 60)), NOW);

        OfferBook after = book.with(List.of(quote(A, price, 1)), NOW);

        assertThat(after.quotes()).containsExactly(quote(A, "0.3", 60));
        assertThat(after.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.quote()).isEqualTo(quote(A, price, 1));
            assertThat(rejected.reason()).contains("an hour");
        });
        assertThat(after.age(NOW)).isEqualTo(Duration.ofMinutes(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "0.015"})
    void aPriceMayMoveTwentyfold(String price) {
        OfferBook book = OfferBook.EMPTY.with(List.of(quote(A, "0.3", 60)), NOW);

        assertThat(book.with(List.of(quote(A, price, 1)), NOW).quote(A)).isEqualTo(quote(A, price, 1));
    }

    @Test
    void aPriceThatTrulyLeaptIsBelievedADayLater() {
        OfferBook book = OfferBook.EMPTY.with(List.of(quote(A, "0.3", 24 * 60)), NOW);

        assertThat(book.with(List.of(quote(A, "9", 1)), NOW).quote(A)).isEqualTo(quote(A, "9", 1));
    }

    @Test
    void aQuoteFromTheFutureIsNotTaken() {
        OfferBook book = OfferBook.EMPTY.with(List.of(quote(A, "0.3", -61), quote(B, "0.3", -59)), NOW);

        assertThat(book.quotes()).containsExactly(quote(B, "0.3", -59));
        assertThat(book.rejected())
                .extracting(OfferBook.Rejected::reason)
                .first()
                .asString()
                .contains("ahead");
    }

    /** Row 58. */
    @Test
    void quotesFromBeforeTheClockWasSetBackGiveWay() {
        Instant twoDaysOn = NOW.plus(Duration.ofDays(2));
        OfferBook book =
                OfferBook.EMPTY.with(List.of(new PriceQuote(A, Money.ofDollars("9"), twoDaysOn, "t")), twoDaysOn);

        assertThat(book.with(List.of(quote(A, "0.3", 1)), NOW).quote(A)).isEqualTo(quote(A, "0.3", 1));
    }

    @Test
    void theAgeIsThatOfTheYoungestQuote() {
        OfferBook book = OfferBook.EMPTY.with(List.of(quote(A, "0.3", 10), quote(B, "0.3", 20)), NOW);

        assertThat(book.age(NOW)).isEqualTo(Duration.ofMinutes(10));
        assertThat(book.age(NOW.minus(Duration.ofHours(1)))).isEqualTo(Duration.ZERO);
        assertThat(OfferBook.EMPTY.age(NOW)).isNull();
    }

    private static PriceQuote quote(Offer offer, String price, long minutesOld) {
        return new PriceQuote(offer, Money.ofDollars(price), NOW.minus(Duration.ofMinutes(minutesOld)), "test");
    }
}
