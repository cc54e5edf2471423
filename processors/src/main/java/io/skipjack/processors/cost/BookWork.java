package io.skipjack.processors.cost;

import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.ledger.LedgerEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On every router: writes into the ledger what it did, and reads what all have written. While the store is away it keeps its lines and tries again. */
public final class BookWork implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BookWork.class);
    /** A day of ten deployments. */
    private static final int MOST_KEPT = 20_000;

    private final Books books;
    private final WorkSource source;
    private final Deque<LedgerEvent> unwritten = new ArrayDeque<>();

    public BookWork(Books books, WorkSource source) {
        this.books = books;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) {
        write();
        books.follow();
    }

    /** Writes what was done until now. */
    public synchronized void write() {
        unwritten.addAll(source.take(books.now()));
        int lost = 0;
        while (unwritten.size() > MOST_KEPT) {
            unwritten.removeFirst();
            lost++;
        }
        if (lost > 0) {
            LOG.error("the ledger lacks {} lines: its store has been away for too long", lost);
        }
        try {
            books.note(List.copyOf(unwritten));
            unwritten.clear();
        } catch (StoreUnavailableException away) {
            LOG.warn("what was done is not in the ledger yet, {} lines wait: {}", unwritten.size(), away.getMessage());
        }
    }
}
