package io.skipjack.app.admin;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.deployments.DeploymentEdits;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.OfferRanking;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.RankingRequest;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.ServerlessCandidate;
import io.skipjack.domain.serverless.ServerlessExplanation;
import io.skipjack.domain.serverless.ServerlessRanking;
import io.skipjack.processors.admin.DeploymentPlanner;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.serverless.ServerlessStandings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment would become, by what is known now.
 *
 * @param edits reads the draft
 * @param store holds prices and what is avoided
 * @param serverless ranks providers
 * @param clock for what is avoided
 */
record PlannedDeployments(DeploymentEdits edits, FleetStore store, ServerlessStandings serverless, InstantSource clock)
        implements DeploymentPlanner {
    private static final int WRONG = 400;

    @Override
    public Map<String, Object> explain(String yaml) throws RefusedEditException {
        try {
            return explain(edits.draft(yaml));
        } catch (ConfigException mistake) {
            throw new RefusedEditException(WRONG, String.valueOf(mistake.getMessage()));
        }
    }

    private Map<String, Object> explain(Deployment deployment) {
        Map<String, Object> map = new LinkedHashMap<>();
        ServerlessExplanation explanation = deployment.endpoint() == null ? null : serverless.explain(deployment);
        map.put("name", deployment.name());
        map.put(
                "possible",
                deployment.fleet() != null
                        || explanation == null
                        || !explanation.ranking().candidates().isEmpty());
        map.put("providers", explanation == null ? List.of() : providers(explanation.ranking()));
        map.put("endpoints", explanation == null ? List.of() : endpoints(deployment, explanation));
        map.put("spot", deployment.fleet() == null ? "" : spot(deployment.fleet()));
        return map;
    }

    private static List<Map<String, Object>> providers(ServerlessRanking ranking) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ServerlessCandidate candidate : ranking.candidates()) {
            PriceQuote price = candidate.price();
            Map<String, Object> row = row(candidate.provider(), candidate.reason());
            row.put("gpu", candidate.gpu().toString());
            row.put("dollars_per_hour", price == null ? null : price.perHour().dollars());
            row.put("cold_start_seconds", candidate.coldStart().toSeconds());
            row.put("failures", candidate.failures());
            row.put("effective_dollars_per_hour", dollars(candidate.score()));
            rows.add(row);
        }
        ranking.leftOut().forEach(out -> rows.add(row(out.provider(), out.reason())));
        return rows;
    }

    private static Map<String, Object> row(String provider, String reason) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("provider", provider);
        row.put("reason", reason);
        return row;
    }

    private static @Nullable Object dollars(@Nullable Money money) {
        return money == null ? null : money.dollars();
    }

    /** At each provider that the user named, or at the best one. */
    private static List<Map<String, Object>> endpoints(Deployment deployment, ServerlessExplanation explanation) {
        boolean named = deployment.endpoint() != null
                && !deployment.endpoint().providers().isEmpty();
        return explanation.ranking().candidates().stream()
                .limit(named ? Long.MAX_VALUE : 1)
                .map(candidate ->
                        endpoint(candidate.provider(), explanation.plans().get(candidate.provider())))
                .toList();
    }

    private static Map<String, Object> endpoint(String provider, @Nullable EndpointPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", provider);
        map.put("shape", plan == null ? "" : plan.shape());
        map.put("region", plan == null ? "" : plan.region());
        map.put("resources", plan == null ? List.of() : plan.resources());
        return map;
    }

    private String spot(FleetSpec spec) {
        Instant now = clock.instant();
        RankingRequest request = new RankingRequest(
                spec.gpu(), spec.placement(), CapacityType.SPOT, Map.of(), store.avoided(now), null, false);
        return OfferRanking.rank(request, OfferBook.EMPTY.with(store.prices(), now), now)
                .reason();
    }
}
