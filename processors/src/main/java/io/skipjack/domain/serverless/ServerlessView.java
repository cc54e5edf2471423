package io.skipjack.domain.serverless;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's serverless tier as operators see it.
 *
 * @param deployment its name
 * @param wanted whether it is to have endpoints of ours
 * @param endpoints of it, those that go included, in the order in which requests try them
 * @param leftOut providers that cannot run it, with the reason; of those that the user named, or of all where none was
 * @param problem why it will have no endpoint unless something is changed; null while it has one or may get one
 */
public record ServerlessView(
        String deployment,
        boolean wanted,
        List<EndpointStatus> endpoints,
        List<ServerlessRanking.LeftOut> leftOut,
        @Nullable String problem) {
    public ServerlessView {
        endpoints = List.copyOf(endpoints);
        leftOut = List.copyOf(leftOut);
    }
}
