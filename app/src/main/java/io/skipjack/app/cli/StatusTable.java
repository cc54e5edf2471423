package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A router's status in lines for people: what it serves, and a line for each replica.
 *
 * @param status as {@code GET /api/status} gives it
 * @param terminal where they are printed
 */
record StatusTable(JsonNode status, Terminal terminal) {
    private static final String REPLICA = "  %-14s %-12s %-30s %8s %10s  %s";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(router());
        status.path("problems").forEach(problem -> lines.add("problem: " + Cells.text(problem)));
        if (status.path("deployments").isEmpty()) {
            lines.add("nothing is deployed; write a file into config/deployments, see fleet.yaml.example there");
        }
        status.path("deployments").forEach(deployment -> {
            lines.add("");
            deployment(deployment, lines);
        });
        return lines;
    }

    private String router() {
        JsonNode leader = status.path("leader");
        List<String> parts = new ArrayList<>();
        parts.add(
                leader.path("here").asBoolean()
                        ? "leads (epoch " + Cells.text(leader.path("epoch")) + ")"
                        : "does not lead");
        parts.add("store " + Cells.text(status.path("store")));
        JsonNode prices = status.path("prices");
        if (prices.hasNonNull("age_seconds")) {
            parts.add("prices of " + Cells.text(prices.path("offers")) + " offers, "
                    + Cells.duration(prices.path("age_seconds").asDouble()) + " old");
        }
        JsonNode fleet = status.path("fleet");
        if (fleet.isObject()) {
            parts.add(counted(fleet.path("live").asLong(), "replica") + " at " + perHour(fleet));
        }
        return "router: " + String.join("; ", parts);
    }

    private void deployment(JsonNode deployment, List<String> lines) {
        lines.add(Cells.text(deployment.path("name")) + "  "
                + (deployment.path("removed").asBoolean()
                        ? "(removed, what was made for it ends)"
                        : Cells.text(deployment.path("model"))));
        for (var tier : deployment.path("tiers").properties()) {
            if (!tier.getValue().isEmpty()) {
                List<String> upstreams = new ArrayList<>();
                tier.getValue()
                        .properties()
                        .forEach(upstream ->
                                upstreams.add(Cells.clean(upstream.getKey()) + " " + Cells.text(upstream.getValue())));
                lines.add("  %-12s %s".formatted(Cells.clean(tier.getKey()) + ":", String.join(", ", upstreams)));
            }
        }
        if (deployment.has("resume") && !deployment.path("resume").asBoolean()) {
            lines.add("  resume:      off, answers that lose their upstream end with an error");
        }
        lines.addAll(new EndpointTable(deployment, terminal).lines());
        if (deployment.path("fleet").isObject()) {
            fleet(deployment.path("fleet"), lines);
        }
    }

    private void fleet(JsonNode fleet, List<String> lines) {
        String wanted = fleet.hasNonNull("wanted") ? Cells.text(fleet.path("wanted")) : "not yet decided how many";
        String bounds = fleet.has("max_replicas")
                ? " (%s to %s)"
                        .formatted(Cells.text(fleet.path("min_replicas")), Cells.text(fleet.path("max_replicas")))
                : "";
        String why = fleet.hasNonNull("reason") ? ": " + Cells.text(fleet.path("reason")) : "";
        lines.add("  %-12s %s wanted%s, %s live, %s%s"
                .formatted("fleet:", wanted, bounds, Cells.text(fleet.path("live")), perHour(fleet), why));
        launches(fleet.path("launches"), lines);
        if (!fleet.path("replicas").isEmpty()) {
            Table table = new Table(REPLICA, "REPLICA", "STATE", "WHERE", "$/H", "AGE", "STEPS AND WHY");
            fleet.path("replicas").forEach(replica -> row(replica, table));
            lines.addAll(table.lines(terminal));
        }
    }

    private static void launches(JsonNode launches, List<String> lines) {
        if (launches.hasNonNull("halted")) {
            lines.add("  launches are halted until the deployment file is changed: "
                    + Cells.text(launches.path("halted")));
        } else if (launches.path("failures").asInt() > 0) {
            lines.add("  %s in a row never got ready; the next is not before %s"
                    .formatted(
                            counted(launches.path("failures").asLong(), "launch", "launches"),
                            Cells.text(launches.path("not_before"))));
        }
        if (launches.hasNonNull("spot_missing_since")) {
            lines.add("  no spot to be had since " + Cells.text(launches.path("spot_missing_since")));
        }
    }

    private static void row(JsonNode replica, Table table) {
        String where = "%s %s %s"
                .formatted(
                        Cells.text(replica.path("zone")),
                        Cells.text(replica.path("shape")),
                        Cells.text(replica.path("capacity")));
        String price = Cells.dollars(replica, "dollars_per_hour");
        String age = Cells.duration(replica.path("age_seconds").asDouble());
        table.row(
                Cells.text(replica.path("id")),
                Cells.text(replica.path("state")),
                where,
                price,
                age,
                steps(replica) + why(replica));
    }

    /** {@code requested 2 s > running 14 s > pulling 41 s…}: the last one goes on, unless it is the end. */
    private static String steps(JsonNode replica) {
        boolean ends = replica.hasNonNull("ended_at");
        List<String> steps = new ArrayList<>();
        JsonNode reached = replica.path("steps");
        for (int i = 0; i < reached.size(); i++) {
            JsonNode step = reached.get(i);
            boolean goesOn = i == reached.size() - 1 && !ends;
            steps.add(Cells.text(step.path("step"))
                    + (step.hasNonNull("seconds")
                            ? " " + Cells.duration(step.path("seconds").asDouble()) + (goesOn ? "…" : "")
                            : ""));
        }
        return String.join(" > ", steps);
    }

    private static String why(JsonNode replica) {
        List<String> reasons = new ArrayList<>();
        JsonNode notice = replica.path("interruption");
        if (notice.isObject()) {
            reasons.add(
                    notice.hasNonNull("deadline")
                            ? "interrupted, ends at " + Cells.text(notice.path("deadline"))
                            : "at risk of interruption");
        }
        for (String key : List.of("failure", "reason")) {
            if (replica.hasNonNull(key) && !replica.path(key).asText().isBlank()) {
                reasons.add(Cells.text(replica.path(key)));
            }
        }
        return reasons.isEmpty() ? "" : "  (" + String.join("; ", reasons) + ")";
    }

    private static String perHour(JsonNode fleet) {
        return "$" + Cells.dollars(fleet.path("dollars_per_hour")) + "/h";
    }

    private static String counted(long count, String noun) {
        return counted(count, noun, noun + "s");
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
