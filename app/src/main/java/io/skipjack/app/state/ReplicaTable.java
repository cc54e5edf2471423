package io.skipjack.app.state;

import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code replica}. The leader's columns and the host's are written apart, so that neither undoes the other. */
final class ReplicaTable {
    private static final ReplicaRow ROW = new ReplicaRow();

    private static final String LEADERS = """
            revision = :revision, state = :state, since = :since, reason = :reason,
            attempt = :attempt, token = :token, launch_epoch = :launch_epoch, intended_at = :intended_at,
            rate_bound = :rate_bound, offers = :offers,
            lease_id = :lease_id, provider = :provider, region = :region, zone = :zone, shape = :shape, gpu = :gpu,
            gpu_count = :gpu_count, capacity_type = :capacity_type, per_hour = :per_hour,
            launched_at = :launched_at, address = :address,
            lease_ended_at = :lease_ended_at, ended_by_provider = :ended_by_provider, end_said = :end_said,
            ready_at = :ready_at, drain_by = :drain_by, end_reason = :end_reason, ended_at = :ended_at,
            silent_since = :silent_since
            """;

    private static final String INSERT = """
            insert into replica (deployment, number, revision, state, since, reason,
                attempt, token, launch_epoch, intended_at, rate_bound, offers,
                lease_id, provider, region, zone, shape, gpu, gpu_count, capacity_type, per_hour, launched_at, address,
                lease_ended_at, ended_by_provider, end_said,
                ready_at, drain_by, end_reason, ended_at, silent_since,
                phases, last_contact, interruption, noticed_at, deadline, failure)
            values (:deployment, :number, :revision, :state, :since, :reason,
                :attempt, :token, :launch_epoch, :intended_at, :rate_bound, :offers,
                :lease_id, :provider, :region, :zone, :shape, :gpu, :gpu_count, :capacity_type, :per_hour,
                :launched_at, :address,
                :lease_ended_at, :ended_by_provider, :end_said,
                :ready_at, :drain_by, :end_reason, :ended_at, :silent_since,
                :phases, :last_contact, :interruption, :noticed_at, :deadline, :failure)
            """;

    private ReplicaTable() {}

    static List<Replica> all(Session session) {
        return session.sql("select * from replica order by deployment, number")
                .query(ROW)
                .list();
    }

    static List<Replica> live(Session session) {
        return session.sql("select * from replica where state <> :ended")
                .param("ended", ReplicaState.ENDED.name())
                .query(ROW)
                .list();
    }

    static Optional<Replica> find(Session session, ReplicaId id) {
        return one(session, id, "");
    }

    /** The row, kept from others until this transaction is done. */
    static Optional<Replica> take(Session session, ReplicaId id) {
        return one(session, id, session.dialect().lock());
    }

    private static Optional<Replica> one(Session session, ReplicaId id, String lock) {
        return session.sql("select * from replica where deployment = :deployment and number = :number" + lock)
                .params(key(id))
                .query(ROW)
                .optional();
    }

    static void insert(Session session, Replica replica) {
        Map<String, @Nullable Object> columns = leaders(replica);
        columns.putAll(hosts(replica.id(), replica.host()));
        session.sql(INSERT).params(columns).update();
    }

    /** @return whether the row is there */
    static boolean saveLeaders(Session session, Replica replica) {
        String statement = "update replica set " + LEADERS + " where deployment = :deployment and number = :number";
        return session.sql(statement).params(leaders(replica)).update() == 1;
    }

    static void saveHost(Session session, ReplicaId id, HostView host) {
        session.sql("""
                        update replica set phases = :phases, last_contact = :last_contact,
                            interruption = :interruption, noticed_at = :noticed_at, deadline = :deadline,
                            failure = :failure
                        where deployment = :deployment and number = :number
                        """).params(hosts(id, host)).update();
    }

    private static Map<String, @Nullable Object> key(ReplicaId id) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("deployment", id.deployment());
        columns.put("number", id.number());
        return columns;
    }

    private static Map<String, @Nullable Object> leaders(Replica replica) {
        Map<String, @Nullable Object> columns = key(replica.id());
        columns.put("revision", replica.revision());
        columns.put("state", replica.state().name());
        columns.put("since", Columns.nanos(replica.since()));
        columns.put("reason", Columns.text(replica.reason()));
        columns.putAll(intent(replica.intent()));
        columns.putAll(lease(replica.lease()));
        columns.put("ready_at", Columns.nanosOrNull(replica.readyAt()));
        columns.put("drain_by", Columns.nanosOrNull(replica.drainBy()));
        columns.put(
                "end_reason",
                replica.endReason() == null ? null : replica.endReason().name());
        columns.put("ended_at", Columns.nanosOrNull(replica.endedAt()));
        columns.put("silent_since", Columns.nanosOrNull(replica.silentSince()));
        return columns;
    }

    private static Map<String, Object> intent(LaunchIntent intent) {
        return Map.of(
                "attempt", intent.attempt(),
                "token", intent.token(),
                "launch_epoch", intent.epoch(),
                "intended_at", Columns.nanos(intent.at()),
                "rate_bound", intent.rateBound().microDollars(),
                "offers", StoredJson.offers(intent.offers()));
    }

    private static Map<String, @Nullable Object> lease(@Nullable Lease lease) {
        Map<String, @Nullable Object> columns = OfferColumns.of(lease == null ? null : lease.offer());
        columns.put("lease_id", lease == null ? null : lease.id());
        columns.put("per_hour", lease == null ? null : lease.perHour().microDollars());
        columns.put("launched_at", lease == null ? null : Columns.nanos(lease.launchedAt()));
        columns.put(
                "address",
                lease == null || lease.address() == null
                        ? null
                        : lease.address().toString());
        LeaseEnd end = lease == null ? null : lease.end();
        columns.put("lease_ended_at", end == null ? null : Columns.nanos(end.at()));
        columns.put("ended_by_provider", end != null && end.byProvider() ? 1 : 0);
        columns.put("end_said", end != null && end.said() ? 1 : 0);
        return columns;
    }

    private static Map<String, @Nullable Object> hosts(ReplicaId id, HostView host) {
        Map<String, @Nullable Object> columns = key(id);
        Interruption interruption = host.interruption();
        columns.put("phases", StoredJson.phases(host.phases()));
        columns.put("last_contact", Columns.nanosOrNull(host.lastContact()));
        columns.put(
                "interruption",
                interruption == null ? null : interruption.kind().name());
        columns.put("noticed_at", interruption == null ? null : Columns.nanos(interruption.noticedAt()));
        columns.put("deadline", interruption == null ? null : Columns.nanosOrNull(interruption.deadline()));
        columns.put("failure", Columns.textOrNull(host.failure()));
        return columns;
    }
}
