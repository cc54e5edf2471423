package io.skipjack.app.state;

import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code router_load}: each router writes its own rows and reads those of all. */
final class LoadTable {
    private LoadTable() {}

    /** Replaces all that this router said before: a deployment that it no longer names has no load there. */
    static void save(Session session, String router, Map<String, LoadSample> loads, Instant at) {
        session.sql("delete from router_load where router = :router")
                .param("router", router)
                .update();
        List<Map<String, Object>> rows = new ArrayList<>();
        loads.forEach((deployment, load) -> rows.add(Map.of(
                "router", router,
                "deployment", deployment,
                "requests_per_second", load.requestsPerSecond(),
                "in_flight", load.inFlight(),
                "waiting", load.waiting(),
                "window_nanos", load.window().toNanos(),
                "noted_at", Columns.nanos(at))));
        session.forEach("""
                insert into router_load (router, deployment, requests_per_second, in_flight, waiting, window_nanos,
                    noted_at)
                values (:router, :deployment, :requests_per_second, :in_flight, :waiting, :window_nanos, :noted_at)
                """, rows);
    }

    static Map<String, LoadSample> since(Session session, Instant since) {
        Map<String, LoadSample> loads = new TreeMap<>();
        session.sql("select * from router_load where noted_at >= :since order by deployment, router")
                .param("since", Columns.nanos(since))
                .query(row -> {
                    LoadSample load = new LoadSample(
                            row.getDouble("requests_per_second"),
                            row.getDouble("in_flight"),
                            row.getDouble("waiting"),
                            Duration.ofNanos(row.getLong("window_nanos")));
                    loads.merge(row.getString("deployment"), load, LoadSample::plus);
                });
        return loads;
    }

    static int forget(Session session, Instant before) {
        return session.sql("delete from router_load where noted_at < :before")
                .param("before", Columns.nanos(before))
                .update();
    }
}
