package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a deployment in a router's status is at, in words for somebody who waits for it. */
final class DeploymentStory {
    /** Before the provider was first asked how it is. */
    private static final String UNSEEN = "unknown";

    private DeploymentStory() {}

    /** A word for each endpoint and each live replica, by what it is. */
    static Map<String, String> parts(JsonNode deployment) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (JsonNode endpoint : deployment.path("endpoints")) {
            parts.put("serverless at " + Cells.text(endpoint, "provider"), endpoint(endpoint));
        }
        for (JsonNode replica : deployment.path("fleet").path("replicas")) {
            if (!replica.hasNonNull("ended_at")) {
                parts.put("spot " + Cells.text(replica, "id"), replica(replica));
            }
        }
        return parts;
    }

    private static String endpoint(JsonNode endpoint) {
        String state = Cells.text(endpoint, "state");
        String reason = Cells.text(endpoint, "reason");
        if (state.equals("deployed")) {
            String phase = Cells.text(endpoint, "phase");
            return phase.isEmpty() || phase.equals(UNSEEN) ? "deployed" : "deployed, " + phase;
        }
        return reason.isEmpty() ? state : state + " (" + reason + ")";
    }

    private static String replica(JsonNode replica) {
        JsonNode steps = replica.path("steps");
        String step = steps.isEmpty() ? "" : Cells.text(steps.get(steps.size() - 1), "step");
        String state = Cells.text(replica, "state");
        return step.isEmpty() || step.equals(state) ? state : state + ", " + step;
    }

    /** Whether a request to it would be answered now, be it after a cold start. */
    static boolean answers(JsonNode deployment) {
        for (JsonNode endpoint : deployment.path("endpoints")) {
            if (Cells.text(endpoint, "state").equals("deployed")) {
                return true;
            }
        }
        for (JsonNode replica : deployment.path("fleet").path("replicas")) {
            if (Cells.text(replica, "state").equals("ready")) {
                return true;
            }
        }
        return false;
    }

    /** Why it never will answer unless something is changed; null while it may. */
    static @Nullable String problem(JsonNode deployment) {
        boolean wantsEndpoint = deployment.path("serverless").path("wanted").asBoolean();
        boolean wantsFleet = deployment.path("fleet").has("max_replicas");
        String endpoint = Cells.text(deployment.path("serverless"), "problem");
        String fleet = Cells.text(deployment.path("fleet").path("launches"), "halted");
        if ((wantsEndpoint && endpoint.isEmpty()) || (wantsFleet && fleet.isEmpty())) {
            return null;
        }
        List<String> problems = new ArrayList<>();
        if (!endpoint.isEmpty()) {
            problems.add("serverless: " + endpoint);
        }
        if (!fleet.isEmpty()) {
            problems.add("spot: " + fleet);
        }
        return problems.isEmpty() ? null : String.join("; ", problems);
    }

    /** How to ask it, and what goes on meanwhile. */
    static String ready(JsonNode status, JsonNode deployment) {
        String url = Cells.text(status, "endpoint");
        String where = url.isEmpty() ? "" : " at " + url;
        return "ready: model %s answers%s%s".formatted(Cells.text(deployment, "model"), where, spotLater(deployment));
    }

    private static String spotLater(JsonNode deployment) {
        for (JsonNode replica : deployment.path("fleet").path("replicas")) {
            if (Cells.text(replica, "state").equals("ready")) {
                return "";
            }
        }
        return deployment.path("fleet").has("max_replicas")
                ? "; serverless does until spot is up (skipjack status --watch)"
                : "";
    }

    /** What is still there, in one line. */
    static String left(JsonNode deployment) {
        List<String> left = new ArrayList<>();
        parts(deployment).forEach((part, word) -> left.add(part + " " + word));
        return left.isEmpty() ? "its record" : String.join(", ", left);
    }
}
