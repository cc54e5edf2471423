package io.skipjack.app.admin;

import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A deployment as operators see it: its upstreams by id and in a word, as this router knows them.
 *
 * @param deployment as its file says
 * @param upstreams how they are
 */
record DeploymentView(Deployment deployment, UpstreamStates upstreams) {
    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", deployment.name());
        map.put("model", deployment.model());
        map.put("public", deployment.isPublic());
        map.put("resume", deployment.resumes());
        Map<String, Object> tiers = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            if (deployment.tier(tier) != null) {
                tiers.put(tier.label(), upstreams.of(deployment.name(), tier));
            }
        }
        map.put("tiers", tiers);
        return map;
    }
}
