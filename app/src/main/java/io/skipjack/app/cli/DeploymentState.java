package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How a deployment in a router's status is, in one word. */
enum DeploymentState {
    /** A request is answered now, be it after a cold start. */
    SERVING,
    /** Something that will answer is on its way. */
    BOOTING,
    /** At zero, as wanted: a request has it boot. */
    IDLE,
    /** Nothing answers, and nothing will unless something is changed; status says what. */
    HALTED,
    /** Its file is gone, what was made for it ends. */
    REMOVING,
    /** Nothing answers of what others run. */
    DOWN;

    static DeploymentState of(JsonNode deployment) {
        if (deployment.path("removed").asBoolean()) {
            return REMOVING;
        }
        if (DeploymentStory.answers(deployment) || hasReadyUpstream(deployment)) {
            return SERVING;
        }
        if (DeploymentStory.problem(deployment) != null) {
            return HALTED;
        }
        JsonNode fleet = deployment.path("fleet");
        boolean wantsEndpoint = deployment.path("serverless").path("wanted").asBoolean();
        if (!wantsEndpoint
                && fleet.path("wanted").asInt(-1) == 0
                && fleet.path("live").asInt() == 0) {
            return IDLE;
        }
        return wantsEndpoint || fleet.has("max_replicas") ? BOOTING : DOWN;
    }

    private static boolean hasReadyUpstream(JsonNode deployment) {
        for (JsonNode tier : deployment.path("tiers")) {
            for (JsonNode upstream : tier) {
                if (upstream.asText().equals("ready")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As it is typed and printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
