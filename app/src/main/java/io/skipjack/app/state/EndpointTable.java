package io.skipjack.app.state;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code endpoint}. */
final class EndpointTable {
    private static final List<String> KEYS = List.of("deployment", "provider");
    private static final List<String> REST = List.of(
            "name",
            "model",
            "gpu",
            "gpu_count",
            "revision",
            "state",
            "reason",
            "since",
            "uri",
            "facts",
            "limit_requests",
            "limit_window",
            "limit_in_flight",
            "limit_body",
            "limit_time",
            "phase",
            "workers",
            "detail",
            "workers_min",
            "woken_at",
            "failures",
            "not_before",
            "refused_until");
    private static final String SAVE = save();

    private EndpointTable() {}

    static List<EndpointRecord> all(Session session) {
        return session.sql("select * from endpoint order by deployment, provider")
                .query((row, place) -> read(row))
                .list();
    }

    static void save(Session session, EndpointRecord record) {
        session.sql(SAVE).params(columns(record)).update();
    }

    static void remove(Session session, EndpointId id) {
        session.sql("delete from endpoint where deployment = :deployment and provider = :provider")
                .param("deployment", id.deployment())
                .param("provider", id.provider())
                .update();
    }

    private static String save() {
        List<String> names = Stream.concat(KEYS.stream(), REST.stream()).toList();
        return "insert into endpoint (%s) values (:%s) on conflict (%s) do update set %s"
                .formatted(
                        String.join(", ", names),
                        String.join(", :", names),
                        String.join(", ", KEYS),
                        String.join(
                                ", ",
                                REST.stream()
                                        .map(name -> name + " = excluded." + name)
                                        .toList()));
    }

    private static Map<String, @Nullable Object> columns(EndpointRecord record) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("deployment", record.id().deployment());
        columns.put("provider", record.id().provider());
        columns.put("name", record.name());
        columns.put("model", Columns.text(record.model()));
        columns.put("gpu", record.gpu().gpu());
        columns.put("gpu_count", record.gpu().count());
        columns.put("revision", record.revision());
        columns.put("state", record.state().name());
        columns.put("reason", Columns.text(record.reason()));
        columns.put("since", Columns.nanos(record.since()));
        columns.put("uri", record.uri() == null ? null : record.uri().toString());
        columns.put("facts", StoredJson.words(record.facts()));
        limits(record.limits(), columns);
        sight(record.sight(), columns);
        columns.put("workers_min", record.workersMin());
        columns.put("woken_at", Columns.nanosOrNull(record.wokenAt()));
        columns.put("failures", record.failures());
        columns.put("not_before", Columns.nanosOrNull(record.notBefore()));
        columns.put("refused_until", Columns.nanosOrNull(record.refusedUntil()));
        return columns;
    }

    private static void limits(UpstreamLimits limits, Map<String, @Nullable Object> columns) {
        Duration time = limits.maxRequestTime();
        columns.put("limit_requests", limits.requests());
        columns.put("limit_window", limits.window().toNanos());
        columns.put("limit_in_flight", limits.inFlight());
        columns.put("limit_body", limits.maxBodyBytes());
        columns.put("limit_time", time == null ? null : time.toNanos());
    }

    private static void sight(@Nullable EndpointSight sight, Map<String, @Nullable Object> columns) {
        columns.put("phase", sight == null ? null : sight.phase().name());
        columns.put("workers", sight == null ? null : sight.workers());
        columns.put("detail", sight == null ? null : Columns.text(sight.detail()));
    }

    private static EndpointRecord read(ResultSet row) throws SQLException {
        String uri = row.getString("uri");
        return new EndpointRecord(
                new EndpointId(row.getString("deployment"), row.getString("provider")),
                row.getString("name"),
                row.getString("model"),
                new GpuChoice(row.getString("gpu"), row.getInt("gpu_count")),
                row.getString("revision"),
                EndpointState.valueOf(row.getString("state")),
                row.getString("reason"),
                Columns.instant(row, "since"),
                uri == null ? null : URI.create(uri),
                StoredJson.words(row.getString("facts")),
                limits(row),
                sight(row),
                row.getInt("workers_min"),
                Columns.instantOrNull(row, "woken_at"),
                row.getInt("failures"),
                Columns.instantOrNull(row, "not_before"),
                Columns.instantOrNull(row, "refused_until"));
    }

    private static UpstreamLimits limits(ResultSet row) throws SQLException {
        long time = row.getLong("limit_time");
        Duration longest = row.wasNull() ? null : Duration.ofNanos(time);
        return new UpstreamLimits(
                row.getInt("limit_requests"),
                Duration.ofNanos(row.getLong("limit_window")),
                row.getInt("limit_in_flight"),
                row.getLong("limit_body"),
                longest);
    }

    private static @Nullable EndpointSight sight(ResultSet row) throws SQLException {
        String phase = row.getString("phase");
        return phase == null
                ? null
                : new EndpointSight(EndpointPhase.valueOf(phase), row.getInt("workers"), row.getString("detail"));
    }
}
