package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/** An app or environment as ARM shows it. */
record AzureApp(JsonNode json) {
    /** What {@code provisioningState} comes down to. */
    enum State {
        WORKING,
        READY,
        FAILED,
        GOING
    }

    State state() {
        return switch (json.at("/properties/provisioningState").asText()) {
            case "Succeeded" -> State.READY;
            case "Failed", "Canceled", "UpgradeFailed" -> State.FAILED;
            case "Deleting", "ScheduledForDelete" -> State.GOING;
            default -> State.WORKING;
        };
    }

    String name() {
        return json.path("name").asText();
    }

    String tag(String key) {
        return json.path("tags").path(key).asText();
    }

    boolean isOf(String owner) {
        return tag(AppBody.OWNER).equals(AzureSettings.ownerTag(owner));
    }

    /** Where it is reached, such as {@code sj-0a1b2c-rack-3d4e5f.wittysea-1234.westus3.azurecontainerapps.io}. */
    String authority() {
        return json.at("/properties/configuration/ingress/fqdn").asText();
    }

    URI base(String scheme) {
        return URI.create("%s://%s/v1".formatted(scheme, authority()));
    }

    /** ARM's ids do not mind case. */
    boolean isIn(String environmentId) {
        String id = json.at("/properties/environmentId")
                .asText(json.at("/properties/managedEnvironmentId").asText());
        return id.equalsIgnoreCase(environmentId);
    }

    String revision() {
        String ready = json.at("/properties/latestReadyRevisionName").asText();
        return ready.isEmpty() ? json.at("/properties/latestRevisionName").asText() : ready;
    }

    Map<String, String> facts() {
        return Map.of("app", json.path("id").asText());
    }
}
