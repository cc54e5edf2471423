package io.skipjack.domain.serverless;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would make, found out without asking anybody.
 *
 * @param shape the provider's name of the machine or GPU, such as {@code NVIDIA L4} or {@code nvidia-l4}; empty where
 *     it has none
 * @param region where, in the provider's words; empty where the provider chooses
 * @param resources what would be there afterwards, one line each, such as {@code template sj-0a1b2c-rack-3d4e5f}
 * @param impossible why it cannot be, for the user, with the next step; null when it can
 */
public record EndpointPlan(
        String shape,
        String region,
        List<String> resources,
        @Nullable String impossible) {
    public EndpointPlan {
        resources = List.copyOf(resources);
    }

    public static EndpointPlan impossible(String why) {
        return new EndpointPlan("", "", List.of(), why);
    }
}
