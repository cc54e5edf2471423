package io.skipjack.app.state;

import io.skipjack.domain.serverless.ColdStart;
import java.time.Duration;
import java.util.List;

/** The table {@code cold_start}. */
final class ColdStartTable {
    private ColdStartTable() {}

    static List<ColdStart> all(Session session) {
        return session.sql("select * from cold_start order by provider, gpu, model")
                .query((row, place) -> new ColdStart(
                        row.getString("provider"),
                        row.getString("gpu"),
                        row.getString("model"),
                        Duration.ofNanos(row.getLong("took")),
                        row.getInt("samples"),
                        Columns.instant(row, "measured_at")))
                .list();
    }

    static void save(Session session, ColdStart measured) {
        session.sql("""
                        insert into cold_start (provider, gpu, model, took, samples, measured_at)
                        values (:provider, :gpu, :model, :took, :samples, :measured_at)
                        on conflict (provider, gpu, model) do update set took = excluded.took,
                            samples = excluded.samples, measured_at = excluded.measured_at
                        """)
                .param("provider", Columns.text(measured.provider()))
                .param("gpu", Columns.text(measured.gpu()))
                .param("model", Columns.text(measured.model()))
                .param("took", measured.took().toNanos())
                .param("samples", measured.samples())
                .param("measured_at", Columns.nanos(measured.at()))
                .update();
    }
}
