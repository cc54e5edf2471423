package io.skipjack.domain.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the upstream with the smallest {@code (in flight + 1) / weight}; equals are drawn by lot, each with the same
 * chance. The default, as in SkyServe ({@code least_load}) and HAProxy ({@code leastconn}): answers of a language model
 * differ in length a hundredfold, so taking turns piles up where the long ones are. The count is the router's own,
 * since an engine's gauges lag by seconds.
 */
final class LeastInFlight implements RoutingPolicy {
    private static final String REASON = "fewest in flight";

    @Override
    public String name() {
        return "least-in-flight";
    }

    @Override
    public RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random) {
        List<Upstream> upstreams = pool.upstreams();
        @Nullable Upstream best = null;
        double least = Double.POSITIVE_INFINITY;
        int equals = 0;
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            if (!Candidates.isCandidate(upstream, facts)) {
                continue;
            }
            double load = Candidates.load(upstream);
            if (load < least) {
                best = upstream;
                least = load;
                equals = 1;
            } else if (load == least
                    && random.nextInt(++equals) == 0) { // the k-th equal replaces with chance 1/k: fair
                best = upstream;
            }
        }
        return best == null ? Candidates.none(facts, upstreams) : new RoutingDecision.Chosen(best, REASON);
    }
}
