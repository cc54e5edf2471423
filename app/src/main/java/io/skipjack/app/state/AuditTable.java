package io.skipjack.app.state;

import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import io.skipjack.domain.operator.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code audit}. */
final class AuditTable {
    private AuditTable() {}

    static void add(Session session, AuditEntry entry) {
        session.sql("""
                        insert into audit (id, asked_at, who, role, via, action, target, before_change, after_change)
                        values (:id, :asked_at, :who, :role, :via, :action, :target, :before_change, :after_change)
                        on conflict (id) do nothing
                        """)
                .param("id", Columns.text(entry.id()))
                .param("asked_at", Columns.nanos(entry.at()))
                .param("who", Columns.text(entry.by().who()))
                .param("role", entry.by().role().name())
                .param("via", entry.via())
                .param("action", entry.change().action())
                .param("target", Columns.text(entry.change().target()))
                .param("before_change", Columns.textOrNull(entry.change().before()))
                .param("after_change", Columns.textOrNull(entry.change().after()))
                .update();
    }

    static List<AuditEntry> since(Session session, Instant since, int limit) {
        return session.sql("select * from audit where asked_at >= :since order by asked_at desc, id limit :most")
                .param("since", Columns.nanos(since))
                .param("most", limit)
                .query((row, place) -> entry(row))
                .list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("id"),
                Columns.instant(row, "asked_at"),
                new Caller(row.getString("who"), Role.valueOf(row.getString("role"))),
                row.getString("via"),
                new Change(
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("before_change"),
                        row.getString("after_change")));
    }
}
