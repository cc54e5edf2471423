package io.skipjack.app.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code told_deployment}, written by the leader alone. */
final class ToldDeployments {
    private ToldDeployments() {}

    static Map<String, String> all(Session session) {
        Map<String, String> all = new HashMap<>();
        session.sql("select name, fingerprint from told_deployment").query(row -> {
            all.put(row.getString("name"), row.getString("fingerprint"));
        });
        return all;
    }

    static void replace(Session session, Map<String, String> fingerprints) {
        session.sql("delete from told_deployment").update();
        List<Map<String, String>> rows = fingerprints.entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "fingerprint", each.getValue()))
                .toList();
        session.forEach("insert into told_deployment (name, fingerprint) values (:name, :fingerprint)", rows);
    }
}
