package io.skipjack.app.state;

import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.scaling.ScalingState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code fleet_state}. */
final class FleetStateTable {
    private FleetStateTable() {}

    static List<FleetState> all(Session session) {
        return session.sql("select * from fleet_state order by deployment")
                .query((row, place) -> read(row))
                .list();
    }

    static Optional<FleetState> find(Session session, String deployment) {
        return session.sql("select * from fleet_state where deployment = :deployment")
                .param("deployment", deployment)
                .query((row, place) -> read(row))
                .optional();
    }

    static void save(Session session, FleetState state) {
        session.sql("""
                        insert into fleet_state (deployment, wanted, more_since, fewer_since, scaling_reason,
                            failures, not_before, halted, spot_missing_since)
                        values (:deployment, :wanted, :more_since, :fewer_since, :scaling_reason,
                            :failures, :not_before, :halted, :spot_missing_since)
                        on conflict (deployment) do update set wanted = excluded.wanted,
                            more_since = excluded.more_since, fewer_since = excluded.fewer_since,
                            scaling_reason = excluded.scaling_reason, failures = excluded.failures,
                            not_before = excluded.not_before, halted = excluded.halted,
                            spot_missing_since = excluded.spot_missing_since
                        """).params(columns(state)).update();
    }

    private static Map<String, @Nullable Object> columns(FleetState state) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("deployment", state.deployment());
        columns.put("wanted", state.wanted());
        columns.put("more_since", Columns.nanosOrNull(state.scaling().moreSince()));
        columns.put("fewer_since", Columns.nanosOrNull(state.scaling().fewerSince()));
        columns.put("scaling_reason", Columns.text(state.scalingReason()));
        columns.put("failures", state.health().failures());
        columns.put("not_before", Columns.nanosOrNull(state.health().notBefore()));
        columns.put("halted", Columns.textOrNull(state.health().halted()));
        columns.put("spot_missing_since", Columns.nanosOrNull(state.health().spotMissingSince()));
        return columns;
    }

    private static FleetState read(ResultSet row) throws SQLException {
        return new FleetState(
                row.getString("deployment"),
                new ScalingState(
                        row.getInt("wanted"),
                        Columns.instantOrNull(row, "more_since"),
                        Columns.instantOrNull(row, "fewer_since")),
                row.getString("scaling_reason"),
                new LaunchHealth(
                        row.getInt("failures"),
                        Columns.instantOrNull(row, "not_before"),
                        row.getString("halted"),
                        Columns.instantOrNull(row, "spot_missing_since")));
    }
}
