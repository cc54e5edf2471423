package io.skipjack.app.state;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A replica from its row. */
final class ReplicaRow implements RowMapper<Replica> {
    @Override
    public Replica mapRow(ResultSet row, int place) throws SQLException {
        String endReason = row.getString("end_reason");
        return new Replica(
                new ReplicaId(row.getString("deployment"), row.getInt("number")),
                row.getString("revision"),
                ReplicaState.valueOf(row.getString("state")),
                Columns.instant(row, "since"),
                intent(row),
                lease(row),
                Columns.instantOrNull(row, "ready_at"),
                Columns.instantOrNull(row, "drain_by"),
                endReason == null ? null : EndReason.valueOf(endReason),
                Columns.instantOrNull(row, "ended_at"),
                row.getString("reason"),
                host(row),
                Columns.instantOrNull(row, "silent_since"));
    }

    private static LaunchIntent intent(ResultSet row) throws SQLException {
        return new LaunchIntent(
                row.getInt("attempt"),
                row.getString("token"),
                StoredJson.offers(row.getString("offers")),
                row.getLong("launch_epoch"),
                Columns.instant(row, "intended_at"));
    }

    private static @Nullable Lease lease(ResultSet row) throws SQLException {
        String id = row.getString("lease_id");
        String address = row.getString("address");
        return id == null
                ? null
                : new Lease(
                        id,
                        OfferColumns.read(row),
                        new Money(row.getLong("per_hour")),
                        Columns.instant(row, "launched_at"),
                        address == null ? null : URI.create(address),
                        end(row));
    }

    private static @Nullable LeaseEnd end(ResultSet row) throws SQLException {
        Instant at = Columns.instantOrNull(row, "lease_ended_at");
        return at == null ? null : new LeaseEnd(at, row.getInt("ended_by_provider") == 1, row.getInt("end_said") == 1);
    }

    private static HostView host(ResultSet row) throws SQLException {
        String kind = row.getString("interruption");
        Interruption interruption = kind == null
                ? null
                : new Interruption(
                        Interruption.Kind.valueOf(kind),
                        Columns.instant(row, "noticed_at"),
                        Columns.instantOrNull(row, "deadline"));
        return new HostView(
                StoredJson.phases(row.getString("phases")),
                Columns.instantOrNull(row, "last_contact"),
                interruption,
                row.getString("failure"));
    }
}
