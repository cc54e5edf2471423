package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code monitoring.googleapis.com/v3/projects/P/timeSeries} and {@code logging.googleapis.com/v2/entries:list}. */
final class Observation {
    static final String ENTRIES = "/v2/entries:list";

    private static final Pattern SERVICE = Pattern.compile("resource\\.labels\\.service_name=\"([^\"]+)\"");
    private static final Pattern SINCE = Pattern.compile("timestamp>=\"([^\"]+)\"");
    private static final String METRIC = "run.googleapis.com/container/instance_count";

    private final RunServices services;

    Observation(RunServices services) {
        this.services = services;
    }

    void series(ReceivedRequest request, Reply reply) throws IOException {
        String filter = request.parameter("filter");
        Matcher service = SERVICE.matcher(filter);
        if (!filter.contains("metric.type=\"" + METRIC + "\"")
                || !service.find()
                || request.parameter("interval.endTime").isEmpty()) {
            RpcStatus.invalid("Field filter had an invalid value: a filter and an interval are required.")
                    .to(reply);
            return;
        }
        ObjectNode body = Json.object();
        for (RunService each : services.all()) {
            if (each.shortName().equals(service.group(1))) {
                series(body.withArray("timeSeries"), "active", each.engine().running());
                series(body.withArray("timeSeries"), "idle", 0);
            }
        }
        reply.json(200, body.put("unit", "1"));
    }

    private static void series(ArrayNode all, String state, int count) {
        ObjectNode series = all.addObject().put("metricKind", "GAUGE").put("valueType", "INT64");
        series.putObject("metric").put("type", METRIC).putObject("labels").put("state", state);
        series.putObject("resource").put("type", "cloud_run_revision");
        ObjectNode point = series.putArray("points").addObject();
        String now = Instant.now().toString();
        point.putObject("interval").put("startTime", now).put("endTime", now);
        point.putObject("value").put("int64Value", String.valueOf(count));
    }

    void entries(ReceivedRequest request, Reply reply) throws IOException {
        String filter = request.json().path("filter").asText();
        Matcher service = SERVICE.matcher(filter);
        Matcher since = SINCE.matcher(filter);
        if (request.json().path("resourceNames").isEmpty() || !service.find() || !since.find()) {
            RpcStatus.invalid("resource_names: must not be empty").to(reply);
            return;
        }
        ObjectNode body = Json.object();
        ArrayNode entries = body.putArray("entries");
        for (RunService each : services.all()) {
            if (each.shortName().equals(service.group(1))) {
                each.lines().stream()
                        .filter(line -> !line.at().isBefore(Instant.parse(since.group(1))))
                        .forEach(line -> entries.addObject()
                                .put("timestamp", line.at().toString())
                                .put("textPayload", line.text()));
            }
        }
        reply.json(200, body);
    }
}
