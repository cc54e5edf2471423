package io.skipjack.provider.sandbox.modal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.WorkerBook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** What the tool prints as JSON, in the fields and formats of modal-client 1.5. */
final class ModalRows {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter INTERVAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String READY = "skipjack: the engine is ready";

    private static final String LOADING = "Loading weights with token ak-PretendModalToken01";

    private ModalRows() {}

    static ObjectNode app(String id, String name, String state, int tasks) {
        ObjectNode row =
                Json.object().put("app_id", id).put("description", name).put("state", state);
        row.put("tasks", Integer.toString(tasks)).put("created_at", TIME.format(Instant.now()));
        return state.equals("stopped") ? row.put("stopped_at", TIME.format(Instant.now())) : row.putNull("stopped_at");
    }

    static ArrayNode history(ModalDeployment app) {
        ArrayNode rows = Json.object().putArray("rows");
        for (int version = app.tags.size(); version > 0; version--) {
            ObjectNode row = rows.addObject().put("version", "v" + version);
            row.put("time_deployed", TIME.format(Instant.now())).put("client", "1.5.4");
            row.put("deployed_by", "pretend").putNull("commit");
            row.put("tag", app.tags.get(version - 1));
        }
        return rows;
    }

    static ObjectNode function(ModalDeployment app) {
        ObjectNode row = Json.object().put("name", "serve").put("object_id", "fu-" + app.appId.substring(3));
        row.put("app_id", app.appId).put("timeout", app.file().number("timeout"));
        ObjectNode web = row.putObject("web_info");
        web.put("web_url", app.endpoint.baseUri().toString().replaceAll("/v1$", ""));
        web.putNull("method").put("unauthenticated", false);
        row.put("min_containers", app.containersMin()).put("max_containers", app.containersMax());
        return row.put("scaledown_window", app.file().number("scaledown_window"));
    }

    static ArrayNode containers(Collection<ModalDeployment> apps) {
        ArrayNode rows = Json.object().putArray("rows");
        for (ModalDeployment app : apps) {
            if (app.endpoint.running() > 0) {
                ObjectNode row = rows.addObject().put("container_id", "ta-" + app.appId.substring(3));
                row.put("app_id", app.appId).put("app_name", app.name);
                row.put("start_time", TIME.format(app.started()));
            }
        }
        return rows;
    }

    /** Full hours only, in UTC without saying so. */
    static ArrayNode bill(WorkerBook book, Instant since) {
        Instant now = book.now();
        ArrayNode rows = Json.object().putArray("rows");
        book.charges(HOUR).stream()
                .filter(charge -> !charge.from().isBefore(since)
                        && !charge.from().plus(HOUR).isAfter(now))
                .forEach(charge -> rows.addObject()
                        .put("object_id", charge.id())
                        .put("description", charge.name())
                        .put("environment", "main")
                        .put("interval_start", INTERVAL.format(charge.from()))
                        .put("cost", charge.dollars().toPlainString()));
        return rows;
    }

    static ArrayNode volumes(Collection<String> names) {
        ArrayNode rows = Json.object().putArray("rows");
        for (String name : names) {
            rows.addObject()
                    .put("name", name)
                    .put("created_at", TIME.format(Instant.now()))
                    .put("created_by", "pretend");
        }
        return rows;
    }

    /** With a line that quotes a secret: engines do. */
    static String logs(ModalDeployment app, String search) {
        StringBuilder lines = new StringBuilder();
        if (search.isEmpty()) {
            lines.append(stamp(app, LOADING)).append(LOADING).append('\n');
        }
        if (app.endpoint.state().equals("ready")) {
            lines.append(search.isEmpty() ? stamp(app, READY) : "")
                    .append(READY)
                    .append('\n');
        }
        return lines.toString();
    }

    private static String stamp(ModalDeployment app, String line) {
        return TIME.format(app.lineTimes.at(line)) + " ";
    }
}
