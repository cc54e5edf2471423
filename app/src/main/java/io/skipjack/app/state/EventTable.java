package io.skipjack.app.state;

import io.skipjack.domain.deployment.RevisionHash;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.event.EventQuery;
import io.skipjack.domain.event.OperatorEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code event}: appended to by every router under one lock, read by number. */
final class EventTable {
    /** More than a sentence needs; a cloud's own words may have no end. */
    private static final int LONGEST = 2000;
    /** An index of PostgreSQL takes no more than some 2700 bytes. */
    private static final int LONGEST_MARK = 200;

    private EventTable() {}

    /** Locks the numbering, which every append begins with: a mark that is not there now will not be before we commit. */
    static void lock(Session session) {
        session.sql("update event_number set last = last where id = 1").update();
    }

    static long last(Session session) {
        return session.sql("select last from event_number where id = 1")
                .query(Long.class)
                .single();
    }

    /** @return how many were new */
    static int append(Session session, List<StampedNote> notes) {
        lock(session);
        long before = last(session);
        long seq = before;
        for (StampedNote each : notes) {
            String mark = mark(each.note());
            if (mark == null || !isThere(session, mark)) {
                seq++;
                insert(session, seq, each, mark);
            }
        }
        session.sql("update event_number set last = :last where id = 1")
                .param("last", seq)
                .update();
        return (int) (seq - before);
    }

    private static boolean isThere(Session session, String mark) {
        return session.sql("select count(*) from event where mark = :mark")
                        .param("mark", mark)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static void insert(Session session, long seq, StampedNote each, @Nullable String mark) {
        EventNote note = each.note();
        session.sql("insert into event (seq, noted_at, kind, deployment, subject, words, facts, mark)"
                        + " values (:seq, :at, :kind, :deployment, :subject, :words, :facts, :mark)")
                .param("seq", seq)
                .param("at", Columns.nanos(each.at()))
                .param("kind", Columns.text(note.kind()))
                .param("deployment", Columns.text(note.deployment()))
                .param("subject", Columns.text(note.subject()))
                .param("words", Columns.text(shortened(note.text())))
                .param("facts", StoredJson.words(shortened(note.facts())))
                .param("mark", mark)
                .update();
    }

    static List<OperatorEvent> find(Session session, EventQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> conditions = new ArrayList<>();
        Long after = query.after();
        if (after != null) {
            conditions.add("seq > :after");
            values.put("after", after);
        }
        if (query.since() != null) {
            conditions.add("noted_at >= :since");
            values.put("since", Columns.nanos(query.since()));
        }
        filter(query.filter(), conditions, values);
        values.put("limit", query.limit());
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        List<OperatorEvent> found = session.sql("select * from event" + where + " order by seq "
                        + (after == null ? "desc" : "asc") + " limit :limit")
                .params(values)
                .query((row, place) -> event(row))
                .list();
        return after == null ? found.reversed() : found;
    }

    /** A pattern of kinds holds no other letter with a meaning in SQL's patterns. */
    private static void filter(EventFilter filter, List<String> conditions, Map<String, Object> values) {
        List<String> kinds = new ArrayList<>();
        for (String kind : filter.kinds()) {
            String name = "kind" + kinds.size();
            kinds.add("kind like :" + name);
            values.put(name, kind.replace('*', '%'));
        }
        if (!kinds.isEmpty()) {
            conditions.add("(" + String.join(" or ", kinds) + ")");
        }
        if (!filter.deployments().isEmpty()) {
            conditions.add("deployment in (:deployments)");
            values.put("deployments", filter.deployments());
        }
    }

    /** The greatest number before the first event noted then or later. */
    static long before(Session session, Instant since) {
        return session.sql("select coalesce((select min(seq) - 1 from event where noted_at >= :since),"
                        + " (select last from event_number where id = 1))")
                .param("since", Columns.nanos(since))
                .query(Long.class)
                .single();
    }

    static int forget(Session session, Instant before) {
        return session.sql("delete from event where noted_at < :before")
                .param("before", Columns.nanos(before))
                .update();
    }

    private static OperatorEvent event(ResultSet row) throws SQLException {
        return new OperatorEvent(
                row.getLong("seq"),
                Columns.instant(row, "noted_at"),
                row.getString("kind"),
                row.getString("deployment"),
                row.getString("subject"),
                row.getString("words"),
                StoredJson.words(row.getString("facts")));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static Map<String, String> shortened(Map<String, String> facts) {
        Map<String, String> shorter = new LinkedHashMap<>();
        facts.forEach((name, fact) -> shorter.put(name, shortened(fact)));
        return shorter;
    }

    private static @Nullable String mark(EventNote note) {
        String mark = note.mark();
        return mark == null || mark.length() <= LONGEST_MARK
                ? Columns.textOrNull(mark)
                : note.kind() + "/" + RevisionHash.of(List.of(mark));
    }
}
