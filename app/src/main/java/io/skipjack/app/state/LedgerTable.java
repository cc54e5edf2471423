package io.skipjack.app.state;

import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerStore.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table {@code ledger}. */
final class LedgerTable {
    private LedgerTable() {}

    static void append(Session session, Collection<LedgerEvent> events) {
        session.sql("update ledger_counter set last = last + :count where id = 1")
                .param("count", events.size())
                .update();
        long last = session.sql("select last from ledger_counter where id = 1")
                .query(Long.class)
                .single();
        long number = last - events.size();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LedgerEvent event : events) {
            number++;
            rows.add(Map.of(
                    "number", number,
                    "key", Columns.text(event.key()),
                    "kind", LedgerJson.kind(event),
                    "at", Columns.nanos(event.at()),
                    "event", LedgerJson.write(event)));
        }
        session.forEach(
                "insert into ledger (number, key, kind, at, event) values (:number, :key, :kind, :at, :event)"
                        + " on conflict (key) do nothing",
                rows);
    }

    static List<Entry> read(Session session, long after, int most, Instant workSince) {
        return session.sql("select number, kind, event from ledger where number > :after"
                        + " and (kind not in (:minutely) or at >= :since) order by number limit :most")
                .param("after", after)
                .param("minutely", LedgerJson.MINUTELY)
                .param("since", Columns.nanos(workSince))
                .param("most", most)
                .query((row, place) -> new Entry(
                        row.getLong("number"), LedgerJson.read(row.getString("kind"), row.getString("event"))))
                .list();
    }
}
