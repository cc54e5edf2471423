package io.skipjack.app.state;

import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The log of events on a database, for those who read it and for the one thread of a router that appends to it. */
public final class JdbcEventLog implements EventLog {
    private final Database database;

    public JdbcEventLog(Database database) {
        this.database = database;
    }

    @Override
    public List<OperatorEvent> find(EventQuery query) {
        return database.read(session -> EventTable.find(session, query));
    }

    @Override
    public long last() {
        return database.read(EventTable::last);
    }

    @Override
    public long before(Instant since) {
        return database.read(session -> EventTable.before(session, since));
    }

    /**
     * Appends what is new of these, in their order.
     *
     * @return how many that were
     */
    public int append(List<StampedNote> notes) {
        return database.write(session -> EventTable.append(session, notes));
    }

    /**
     * Tells how the deployments differ from those that were last told of, and remembers them, both or neither: so that
     * each change is told once whichever router leads, and also one that was made while none ran.
     *
     * @param fingerprints of the deployments there are, by name
     * @param news what to say about the fingerprints told of last
     * @return how many events that gave
     */
    public int tellDeployments(
            long epoch, Map<String, String> fingerprints, Function<Map<String, String>, List<StampedNote>> news) {
        return database.write(session -> {
            Fence.require(session, epoch);
            List<StampedNote> notes = news.apply(ToldDeployments.all(session));
            if (notes.isEmpty()) {
                return 0;
            }
            ToldDeployments.replace(session, fingerprints);
            return EventTable.append(session, notes);
        });
    }

    /** Forgets what was noted before then. */
    public int forget(Instant before) {
        return database.write(session -> EventTable.forget(session, before));
    }
}
