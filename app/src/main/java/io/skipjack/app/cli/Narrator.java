package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells what changes while a demo runs: how many replicas are wanted and why, each replica's steps, and which tier the
 * answers come from.
 */
final class Narrator implements AutoCloseable {
    private static final long EVERY_MILLIS = 300;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-narrator").daemon().factory());
    private final Lines lines;
    private final Map<String, String> said = new HashMap<>();
    private Map<String, Long> ended = Map.of();
    private String answering = "";

    private Narrator(Lines lines) {
        this.lines = lines;
    }

    static Narrator of(Router router, Lines lines) {
        Narrator narrator = new Narrator(lines);
        AdminClient client = new AdminClient(router.operators(), null);
        narrator.looks.scheduleWithFixedDelay(
                () -> narrator.look(client, router), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return narrator;
    }

    private void look(AdminClient client, Router router) {
        try {
            for (JsonNode deployment : client.status().path("deployments")) {
                fleet(deployment.path("fleet"));
            }
        } catch (CommandFailure stopping) {
            return;
        }
        follow(router.ended());
    }

    private void fleet(JsonNode fleet) {
        String wanted = fleet.path("wanted").asText();
        if (fleet.hasNonNull("wanted") && !wanted.equals(said.put("wanted", wanted))) {
            lines.tell("fleet: " + wanted + " wanted" + because(fleet));
        }
        for (JsonNode replica : fleet.path("replicas")) {
            String id = replica.path("id").asText();
            String now = words(replica);
            if (!now.equals(said.put(id, now))) {
                lines.tell(id + " " + now);
            }
        }
    }

    /** What a replica is doing, in the words in which it changes. */
    private static String words(JsonNode replica) {
        return switch (replica.path("state").asText()) {
            case "provisioning" ->
                "is requested: " + replica.path("capacity").asText() + " "
                        + replica.path("shape").asText() + " in "
                        + replica.path("zone").asText();
            case "starting" -> "is " + lastStep(replica);
            case "ready" -> "is ready";
            case "draining" -> "drains" + because(replica);
            case "ending" -> "is being ended";
            case "ended" -> "has ended (" + replica.path("end_reason").asText("") + ")";
            default -> "is " + replica.path("state").asText();
        };
    }

    private static String lastStep(JsonNode replica) {
        JsonNode steps = replica.path("steps");
        String step = steps.path(steps.size() - 1).path("step").asText("running");
        // until a router has seen for itself that it answers
        return step.equals("ready") ? "loading" : step;
    }

    private static String because(JsonNode node) {
        String reason = node.path("reason").asText("");
        return reason.isEmpty() ? "" : ", because " + reason;
    }

    private void follow(Map<String, Long> now) {
        List<String> tiers = now.keySet().stream()
                .filter(tier -> now.getOrDefault(tier, 0L) > ended.getOrDefault(tier, 0L))
                .filter(tier -> !tier.equals("none"))
                .toList();
        ended = now;
        String names = String.join(" and ", tiers);
        if (!tiers.isEmpty() && !names.equals(answering)) {
            lines.tell(answering.isEmpty() ? "answers come from " + names : "traffic moved: now from " + names);
            answering = names;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
