package io.skipjack.domain.event;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Instant;
import java.util.List;

/** The log of events of all routers, for readers. Each call may throw {@link StoreUnavailableException}. */
public interface EventLog {
    /** What is asked for, by rising numbers. */
    List<OperatorEvent> find(EventQuery query);

    /** The greatest number given so far; 0 before the first. */
    long last();

    /** The number after which everything noted at an instant or later follows. */
    long before(Instant since);
}
