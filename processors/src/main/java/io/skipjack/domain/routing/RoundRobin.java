package io.skipjack.domain.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Takes turns: the candidate at {@code sequence mod candidates}. One that starts slowly keeps its turn only with the
 * chance of its weight and otherwise passes it to the next. The turn is an argument ({@link InferenceFacts#sequence})
 * because a policy is a value: two routers, or a test, get the same answer to the same question.
 *
 * <p>Turns are counted over candidates, not over all upstreams: skipping an unready one would give its neighbour a
 * double share.
 */
final class RoundRobin implements RoutingPolicy {
    private static final String REASON = "its turn";

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random) {
        List<Upstream> upstreams = pool.upstreams();
        int count = Candidates.count(facts, upstreams);
        if (count == 0) {
            return Candidates.none(facts, upstreams);
        }
        int turn = Math.floorMod(facts.sequence(), count);
        Upstream first = Candidates.nth(facts, upstreams, turn);
        Upstream next = first;
        for (int passed = 1; passed <= count; passed++) {
            if (next.weight() >= 1 || random.nextDouble() < next.weight()) {
                return new RoutingDecision.Chosen(next, REASON);
            }
            next = Candidates.nth(facts, upstreams, (turn + passed) % count);
        }
        return new RoutingDecision.Chosen(first, REASON);
    }
}
