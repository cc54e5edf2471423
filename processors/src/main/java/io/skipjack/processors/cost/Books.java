package io.skipjack.processors.cost;

import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * The ledger as this router has read it, and the way to write to it. Every router reads all of it, in which lines of others
 * appear a moment later. Safe for many threads.
 */
public final class Books {
    /** Lines read at once: some megabytes. */
    private static final int PAGE = 5_000;
    /** Two whole months: what the longest question goes back to. */
    private static final Duration KEPT = Duration.ofDays(62);
    /** Younger work is kept by the minute. */
    private static final Duration BY_THE_MINUTE = Duration.ofHours(48);

    private final LedgerStore store;
    private final LeaderEpoch leader;
    private final InstantSource clock;
    private volatile CostLedger ledger = CostLedger.EMPTY;
    private long read;

    public Books(LedgerStore store, LeaderEpoch leader, InstantSource clock) {
        this.store = store;
        this.leader = leader;
        this.clock = clock;
    }

    /** As last read. */
    public CostLedger ledger() {
        return ledger;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Reads what was written since the last time, by any router. */
    public synchronized void follow() {
        Instant now = now();
        CostLedger next = ledger;
        long last = read;
        List<LedgerStore.Entry> page;
        do {
            page = store.read(last, PAGE, now.minus(KEPT));
            next = next.with(page.stream().map(LedgerStore.Entry::event).toList());
            last = page.isEmpty() ? last : page.getLast().number();
        } while (page.size() == PAGE);
        ledger = next.byTheHourBefore(now.minus(BY_THE_MINUTE)).without(now.minus(KEPT));
        // not page by page: a store that goes away in between would leave pages that are read and not in the ledger
        read = last;
    }

    /** Writes what this router says of itself. */
    void note(Collection<LedgerEvent> events) {
        store.append(events);
    }

    /** Writes what the leader says, and reads it again; refused to anybody else, also where there is nothing to write. */
    void noteAsLeader(Collection<LedgerEvent> events) {
        long epoch = leader.toWriteUnder();
        if (!events.isEmpty()) {
            store.append(epoch, events);
            follow();
        }
    }
}
