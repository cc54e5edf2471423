package io.skipjack.processors.cost;

import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerEvent.PriceTook;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes into the ledger when prices took effect; the body is a collection of {@link PriceQuote}. */
public final class BookPrices implements Processor {
    private final Books books;

    public BookPrices(Books books) {
        this.books = books;
    }

    @Override
    public void process(Exchange exchange) {
        Collection<?> quotes = exchange.getMessage().getBody(Collection.class);
        List<LedgerEvent> events = new ArrayList<>();
        for (Object each : quotes) {
            PriceQuote quote = (PriceQuote) each;
            if (OfferBook.isPrice(quote.perHour())) { // any other line is a broken feed's
                events.add(new PriceTook(quote.offer(), quote.perHour(), quote.source(), quote.at()));
            }
        }
        books.noteAsLeader(events);
    }
}
