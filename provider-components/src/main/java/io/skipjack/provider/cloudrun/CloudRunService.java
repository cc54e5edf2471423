package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/** A service as the Admin API shows it: {@code google.cloud.run.v2.Service}. */
record CloudRunService(JsonNode json) {
    /** What a service is at, from {@code reconciling} and {@code terminalCondition}, as the proto says to read them. */
    enum State {
        GOING,
        RECONCILING,
        FAILED,
        READY
    }

    State state() {
        String condition = json.at("/terminalCondition/state").asText();
        if (json.hasNonNull("deleteTime")) {
            return State.GOING;
        }
        if (json.path("reconciling").asBoolean()) {
            return State.RECONCILING;
        }
        return switch (condition) {
            case "CONDITION_SUCCEEDED" -> State.READY;
            case "CONDITION_FAILED" -> State.FAILED;
            default -> State.RECONCILING;
        };
    }

    /** Why it failed, in Cloud Run's words. */
    String trouble() {
        JsonNode condition = json.path("terminalCondition");
        String message = condition.path("message").asText();
        return message.isEmpty() ? condition.path("reason").asText("it gives no reason") : message;
    }

    /** {@code projects/P/locations/R/services/S}. */
    String name() {
        return json.path("name").asText();
    }

    String shortName() {
        return name().replaceFirst(".*/", "");
    }

    boolean isOf(String owner) {
        return json.at("/labels/" + ServiceBody.OWNER).asText().equals(ServiceBody.ownerLabel(owner));
    }

    boolean isOfRevision(String revision) {
        String key = ServiceBody.REVISION.replace("/", "~1");
        return json.at("/annotations/" + key).asText().equals(revision);
    }

    String uri() {
        return json.path("uri").asText();
    }

    /** Base URL that stands for {@code /v1}. */
    URI base() {
        return URI.create(uri().replaceAll("/+$", "") + "/v1");
    }

    /** What identity tokens for a base URL must be for. */
    static String audience(URI base) {
        return base.toString().replaceFirst("/v1/?$", "");
    }

    Map<String, String> facts() {
        return Map.of("service", name());
    }
}
