package io.skipjack.app.cost;

import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A ledger's store for tests. */
final class MemoryLedger implements LedgerStore {
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    @Override
    public synchronized void append(Collection<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            if (keys.add(event.key())) {
                entries.add(new Entry(entries.size() + 1, event));
            }
        }
    }

    @Override
    public void append(long epoch, Collection<LedgerEvent> events) {
        append(events);
    }

    @Override
    public synchronized List<Entry> read(long after, int most, Instant workSince) {
        return entries.stream()
                .filter(entry -> entry.number() > after)
                .limit(most)
                .toList();
    }

    List<LedgerEvent> events() {
        return entries.stream().map(Entry::event).toList();
    }
}
