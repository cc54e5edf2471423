package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A router's status in lines for people: what it serves, and a line for each replica.
 *
 * @param status as {@code GET /api/status} gives it
 */
record StatusTable(JsonNode status) {
    private static final String REPLICA = "  %-14s %-12s %-30s %8s %10s  %s";
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int CENTS = 4;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(router());
        status.path("problems").forEach(problem -> lines.add("problem: " + text(problem)));
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
                leader.path("here").asBoolean() ? "leads (epoch " + text(leader.path("epoch")) + ")" : "does not lead");
        parts.add("store " + text(status.path("store")));
        JsonNode prices = status.path("prices");
        if (prices.hasNonNull("age_seconds")) {
            parts.add("prices of " + text(prices.path("offers")) + " offers, "
                    + duration(prices.path("age_seconds").asDouble()) + " old");
        }
        JsonNode fleet = status.path("fleet");
        if (fleet.isObject()) {
            parts.add(counted(fleet.path("live").asLong(), "replica") + " at " + perHour(fleet));
        }
        return "router: " + String.join("; ", parts);
    }

    private static void deployment(JsonNode deployment, List<String> lines) {
        lines.add(text(deployment.path("name")) + "  "
                + (deployment.path("removed").asBoolean()
                        ? "(removed, what was made for it ends)"
                        : text(deployment.path("model"))));
        for (var tier : deployment.path("tiers").properties()) {
            if (!tier.getValue().isEmpty()) {
                List<String> upstreams = new ArrayList<>();
                tier.getValue()
                        .properties()
                        .forEach(upstream -> upstreams.add(clean(upstream.getKey()) + " " + text(upstream.getValue())));
                lines.add("  %-12s %s".formatted(clean(tier.getKey()) + ":", String.join(", ", upstreams)));
            }
        }
        lines.addAll(new EndpointTable(deployment).lines());
        if (deployment.path("fleet").isObject()) {
            fleet(deployment.path("fleet"), lines);
        }
    }

    private static void fleet(JsonNode fleet, List<String> lines) {
        String wanted = fleet.hasNonNull("wanted") ? text(fleet.path("wanted")) : "not yet decided how many";
        String bounds = fleet.has("max_replicas")
                ? " (%s to %s)".formatted(text(fleet.path("min_replicas")), text(fleet.path("max_replicas")))
                : "";
        String why = fleet.hasNonNull("reason") ? ": " + text(fleet.path("reason")) : "";
        lines.add("  %-12s %s wanted%s, %s live, %s%s"
                .formatted("fleet:", wanted, bounds, text(fleet.path("live")), perHour(fleet), why));
        launches(fleet.path("launches"), lines);
        if (!fleet.path("replicas").isEmpty()) {
            lines.add(REPLICA.formatted("REPLICA", "STATE", "WHERE", "$/H", "AGE", "STEPS AND WHY")
                    .stripTrailing());
            fleet.path("replicas").forEach(replica -> lines.add(replica(replica)));
        }
    }

    private static void launches(JsonNode launches, List<String> lines) {
        if (launches.hasNonNull("halted")) {
            lines.add("  launches are halted until the deployment file is changed: " + text(launches.path("halted")));
        } else if (launches.path("failures").asInt() > 0) {
            lines.add("  %s in a row never got ready; the next is not before %s"
                    .formatted(
                            counted(launches.path("failures").asLong(), "launch", "launches"),
                            text(launches.path("not_before"))));
        }
        if (launches.hasNonNull("spot_missing_since")) {
            lines.add("  no spot to be had since " + text(launches.path("spot_missing_since")));
        }
    }

    private static String replica(JsonNode replica) {
        String where = "%s %s %s"
                .formatted(text(replica.path("zone")), text(replica.path("shape")), text(replica.path("capacity")));
        String price = replica.hasNonNull("dollars_per_hour") ? dollars(replica.path("dollars_per_hour")) : "-";
        String age = duration(replica.path("age_seconds").asDouble());
        return REPLICA.formatted(
                        text(replica.path("id")),
                        text(replica.path("state")),
                        where,
                        price,
                        age,
                        steps(replica) + why(replica))
                .stripTrailing();
    }

    /** {@code requested 2 s > running 14 s > pulling 41 s…}: the last one goes on, unless it is the end. */
    private static String steps(JsonNode replica) {
        boolean ends = replica.hasNonNull("ended_at");
        List<String> steps = new ArrayList<>();
        JsonNode reached = replica.path("steps");
        for (int i = 0; i < reached.size(); i++) {
            JsonNode step = reached.get(i);
            boolean goesOn = i == reached.size() - 1 && !ends;
            steps.add(text(step.path("step"))
                    + (step.hasNonNull("seconds")
                            ? " " + duration(step.path("seconds").asDouble()) + (goesOn ? "…" : "")
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
                            ? "interrupted, ends at " + text(notice.path("deadline"))
                            : "at risk of interruption");
        }
        for (String key : List.of("failure", "reason")) {
            if (replica.hasNonNull(key) && !replica.path(key).asText().isBlank()) {
                reasons.add(text(replica.path(key)));
            }
        }
        return reasons.isEmpty() ? "" : "  (" + String.join("; ", reasons) + ")";
    }

    private static String perHour(JsonNode fleet) {
        return "$" + dollars(fleet.path("dollars_per_hour")) + "/h";
    }

    private static String dollars(JsonNode amount) {
        BigDecimal exact = amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO;
        return exact.setScale(CENTS, RoundingMode.HALF_UP).toPlainString();
    }

    /** {@code 7 s}, {@code 2 m 05 s}, {@code 3 h 20 m}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d m %02d s", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d h %02d m", whole / HOUR, whole % HOUR / MINUTE);
    }

    private static String counted(long count, String noun) {
        return counted(count, noun, noun + "s");
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String text(JsonNode value) {
        return clean(value.asText());
    }

    /** Reasons quote clouds and engines: what they say must not steer a terminal. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
