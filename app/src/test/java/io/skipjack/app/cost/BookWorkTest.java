package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.processors.cost.BookWork;
import io.skipjack.processors.cost.Books;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BookWorkTest {
    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

    private final MemoryLedger store = new MemoryLedger();
    private boolean away;
    private Instant now = START;

    private final LedgerStore unsteady = new LedgerStore() {
        @Override
        public void append(Collection<LedgerEvent> events) {
            if (away) {
                throw new StoreUnavailableException("its disk is full", new IllegalStateException());
            }
            store.append(events);
        }

        @Override
        public void append(long epoch, Collection<LedgerEvent> events) {
            append(events);
        }

        @Override
        public List<Entry> read(long after, int most, Instant workSince) {
            return store.read(after, most, workSince);
        }
    };
    private Instant last = START;
    private final BookWork step = new BookWork(new Books(unsteady, OptionalLong::empty, () -> now), until -> {
        RouterRan ran = new RouterRan("r", new Money(1), last, until);
        last = until;
        return List.of(ran);
    });

    @Test
    void whatCouldNotBeWrittenIsWrittenWhenTheStoreIsBack() {
        away = true;
        now = START.plusSeconds(60);
        step.write();
        assertThat(store.events()).isEmpty();

        away = false;
        now = START.plusSeconds(120);
        step.write();

        assertThat(store.events())
                .containsExactly(
                        new RouterRan("r", new Money(1), START, START.plusSeconds(60)),
                        new RouterRan("r", new Money(1), START.plusSeconds(60), START.plusSeconds(120)));
    }
}
