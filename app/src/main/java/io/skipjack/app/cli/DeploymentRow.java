package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployment in one line.
 *
 * @param deployment as it stands in {@code GET /api/status}
 * @param endpoint where clients ask
 */
record DeploymentRow(JsonNode deployment, String endpoint) {
    private static final String NONE = "-";

    /**
     * What is spent in an hour as it is now.
     *
     * @param whole whether it is all: not where an endpoint's price or number of workers is not known
     */
    private record PerHour(BigDecimal dollars, boolean whole) {}

    String name() {
        return Cells.text(deployment, "name");
    }

    String model() {
        return Cells.text(deployment, "model");
    }

    DeploymentState state() {
        return DeploymentState.of(deployment);
    }

    /** {@code 2 of 3} are ready; {@code -} without a fleet. */
    String spot() {
        JsonNode fleet = deployment.path("fleet");
        return fleet.isObject() ? ready() + " of " + fleet.path("wanted").asText("?") : NONE;
    }

    private int ready() {
        int ready = 0;
        for (JsonNode replica : deployment.path("fleet").path("replicas")) {
            ready += replica.path("state").asText().equals("ready") ? 1 : 0;
        }
        return ready;
    }

    /** {@code runpod deployed}, each; {@code -} without any. */
    String serverless() {
        List<String> endpoints = new ArrayList<>();
        for (JsonNode each : deployment.path("endpoints")) {
            endpoints.add(Cells.text(each, "provider") + " " + Cells.text(each, "state"));
        }
        deployment.path("tiers").path("serverless").properties().forEach(upstream -> {
            if (deployment.path("endpoints").isEmpty()) {
                endpoints.add(Cells.clean(upstream.getKey()) + " " + Cells.text(upstream.getValue()));
            }
        });
        return endpoints.isEmpty() ? NONE : String.join(", ", endpoints);
    }

    /** A {@code +} behind it where more is spent than is known. */
    String perHour() {
        PerHour sum = sum();
        return Cells.dollars(sum.dollars()) + (sum.whole() ? "" : "+");
    }

    private PerHour sum() {
        JsonNode fleet = deployment.path("fleet").path("dollars_per_hour");
        BigDecimal dollars = fleet.isNumber() ? fleet.decimalValue() : BigDecimal.ZERO;
        boolean whole = true;
        for (JsonNode each : deployment.path("endpoints")) {
            JsonNode price = each.path("dollars_per_hour");
            JsonNode workers = each.path("workers");
            if (price.isNumber() && workers.isNumber()) {
                dollars = dollars.add(price.decimalValue().multiply(workers.decimalValue()));
            } else {
                whole &= workers.isNumber() && workers.asInt() == 0;
            }
        }
        return new PerHour(dollars, whole);
    }

    Map<String, Object> json() {
        JsonNode fleet = deployment.path("fleet");
        PerHour sum = sum();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name());
        json.put("model", model());
        json.put("status", state().toString());
        json.put("spot_ready", fleet.isObject() ? ready() : null);
        json.put(
                "spot_wanted",
                fleet.path("wanted").isNumber() ? fleet.path("wanted").asInt() : null);
        json.put("serverless", serverless().equals(NONE) ? null : serverless());
        json.put("dollars_per_hour", sum.dollars());
        json.put("dollars_per_hour_is_all", sum.whole());
        json.put("endpoint", endpoint);
        return json;
    }
}
