package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.ledger.CostReports;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.processors.cost.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final Instant BEGAN = Instant.parse("2026-11-25T10:00:00Z");
    /** More than are read at once. */
    private static final int LINES = 5_040;

    private final MemoryLedger store = new MemoryLedger();
    private boolean goesAway;

    private final LedgerStore unsteady = new LedgerStore() {
        @Override
        public void append(Collection<LedgerEvent> events) {
            store.append(events);
        }

        @Override
        public void append(long epoch, Collection<LedgerEvent> events) {
            store.append(epoch, events);
        }

        @Override
        public List<Entry> read(long after, int most, Instant workSince) {
            if (goesAway && after > 0) {
                throw new StoreUnavailableException("it is locked", new IllegalStateException());
            }
            return store.read(after, most, workSince);
        }
    };

    @Test
    void aStoreThatGoesAwayBetweenTwoPagesLosesNoLine() {
        store.append(IntStream.range(0, LINES).mapToObj(BooksTest::minute).toList());
        Instant now = BEGAN.plus(Duration.ofMinutes(LINES));
        Books books = new Books(unsteady, OptionalLong::empty, () -> now);

        goesAway = true;
        assertThatThrownBy(books::follow).isInstanceOf(StoreUnavailableException.class);
        goesAway = false;
        books.follow();

        assertThat(CostReports.ofMonth(books.ledger(), now).total().total()).isEqualTo(new Money(LINES));
    }

    private static LedgerEvent minute(int number) {
        Instant from = BEGAN.plus(Duration.ofMinutes(number));
        return new RouterRan("r", new Money(60), from, from.plus(Duration.ofMinutes(1)));
    }
}
