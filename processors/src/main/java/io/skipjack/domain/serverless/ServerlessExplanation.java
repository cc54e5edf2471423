package io.skipjack.domain.serverless;

import java.util.Map;

/**
 * Why a deployment's endpoint is, or would be, where it is, and what would be made for it.
 *
 * @param ranking who could run it, and who not
 * @param plans what each candidate would make, by provider
 */
public record ServerlessExplanation(ServerlessRanking ranking, Map<String, EndpointPlan> plans) {
    public ServerlessExplanation {
        plans = Map.copyOf(plans);
    }
}
