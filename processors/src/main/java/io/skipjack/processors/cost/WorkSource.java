package io.skipjack.processors.cost;

import io.skipjack.domain.ledger.LedgerEvent;
import java.time.Instant;
import java.util.List;

/** What this router did. */
public interface WorkSource {
    /**
     * What was done since it was last taken, with the time that this router ran.
     *
     * @param now ends the stretch
     */
    List<LedgerEvent> take(Instant now);
}
