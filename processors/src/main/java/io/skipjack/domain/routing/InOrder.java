package io.skipjack.domain.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the first upstream of the list that is ready and has room: the next is for when those before it cannot answer.
 * The default of serverless endpoints at several providers, since each one that is asked has to start, and is paid for.
 */
final class InOrder implements RoutingPolicy {
    private static final String REASON = "first in order";

    @Override
    public String name() {
        return "in-order";
    }

    @Override
    public RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random) {
        List<Upstream> upstreams = pool.upstreams();
        for (int i = 0; i < upstreams.size(); i++) {
            if (Candidates.isCandidate(upstreams.get(i), facts)) {
                return new RoutingDecision.Chosen(upstreams.get(i), REASON);
            }
        }
        return Candidates.none(facts, upstreams);
    }
}
