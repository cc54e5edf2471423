package io.skipjack.domain.serverless;

import java.util.Map;

/**
 * An endpoint that may be there.
 *
 * @param owner as in {@link EndpointRequest}
 * @param id which
 * @param name at the provider: what it is found by
 * @param facts what the provider's last {@link DeployOutcome} said, such as its own id; empty when its answer was lost.
 *     They save a search and are never the only way to find something
 */
public record EndpointRef(String owner, EndpointId id, String name, Map<String, String> facts) {
    public EndpointRef {
        facts = Map.copyOf(facts);
    }
}
