package io.skipjack.processors.fleet;

import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good prices, in memory and in the store: a poll that fails, or answers absurdly, leaves what was known before.
 * Safe for many threads.
 */
public final class Market {
    private static final Logger LOG = LoggerFactory.getLogger(Market.class);

    private static final String DOUBTS = "prices";

    private final FleetStore store;
    private final EventBook events;
    private final Grievances grievances = new Grievances();
    private volatile @Nullable OfferBook book;
    private long epoch;

    public Market(FleetStore store, EventBook events) {
        this.store = store;
        this.events = events;
    }

    /** The book as last known; read from the store by the first who asks. */
    public OfferBook book(Instant now) {
        OfferBook known = book;
        return known != null ? known : load(now);
    }

    private synchronized OfferBook load(Instant now) {
        OfferBook known = book;
        if (known == null) {
            known = OfferBook.EMPTY.with(store.prices(), now);
            book = known;
        }
        return known;
    }

    /** Notes under which epoch this router leads; in a new one it reads anew what another router polled meanwhile. */
    synchronized void leading(long present) {
        if (present != epoch) {
            epoch = present;
            book = null;
        }
    }

    synchronized void take(long under, Collection<PriceQuote> quotes, Instant now) {
        OfferBook after = book(now).with(quotes, now);
        String doubts = String.join(
                "; ", after.rejected().stream().map(Object::toString).sorted().toList());
        if (doubts.isEmpty()) {
            grievances.settled(DOUBTS);
        } else if (grievances.isNew(DOUBTS, doubts)) {
            LOG.warn("prices are not believed, and the last good ones kept: {}", doubts);
            events.note(rejected(doubts, now));
        }
        store.savePrices(under, after.quotes());
        book = after;
    }

    /** Told once a day, also where the leader changes meanwhile: a source that has gone wrong stays so for a while. */
    private static EventNote rejected(String doubts, Instant now) {
        return EventNote.of(
                        EventKinds.PRICE_REJECTED,
                        "",
                        "",
                        "prices are not believed, and the last good ones kept: " + doubts)
                .once(now.truncatedTo(ChronoUnit.DAYS) + "/" + doubts);
    }
}
