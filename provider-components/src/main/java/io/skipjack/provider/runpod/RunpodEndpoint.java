package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/**
 * An endpoint as RunPod lists it.
 *
 * @param id RunPod's
 * @param name ours
 * @param kind how requests reach its workers
 * @param revision that it was last made or changed to; empty when it is not one of ours
 * @param createdAt as RunPod writes it, which sorts as it is
 */
record RunpodEndpoint(String id, String name, RunpodKind kind, String revision, String createdAt) {
    /** Of the environment variable that holds {@link #revision}. */
    static final String REVISION = "SKIPJACK_REVISION";

    /** RunPod once put this behind the names of endpoints with FlashBoot; Tuna looks for both. */
    private static final String FLASH_BOOT = " -fb";

    static RunpodEndpoint of(JsonNode json) {
        String name = json.path("name").asText();
        return new RunpodEndpoint(
                json.path("id").asText(),
                name.endsWith(FLASH_BOOT) ? name.substring(0, name.length() - FLASH_BOOT.length()) : name,
                json.path("type").asText().equals(RunpodKind.LOAD_BALANCER.name())
                        ? RunpodKind.LOAD_BALANCER
                        : RunpodKind.QUEUE,
                json.path("env").path(REVISION).asText(),
                json.path("createdAt").asText());
    }

    /** Those of a name, oldest first. There may be several: RunPod's names are not unique, and an answer may get lost. */
    static List<RunpodEndpoint> named(String name, List<JsonNode> listed) {
        return listed.stream()
                .map(RunpodEndpoint::of)
                .filter(each -> each.name().equals(name))
                .sorted(Comparator.comparing(RunpodEndpoint::createdAt).thenComparing(RunpodEndpoint::id))
                .toList();
    }
}
