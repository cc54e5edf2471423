package io.skipjack.domain.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws two different candidates and chooses the one with the smaller {@code (in flight + 1) / weight} (Mitzenmacher,
 * "The Power of Two Choices in Randomized Load Balancing", 2001). Nearly as even as least in flight, and better where
 * several routers share the upstreams: each knows only its own requests, and none of them herds to one upstream.
 */
final class PowerOfTwo implements RoutingPolicy {
    private static final String REASON = "less loaded of two";

    @Override
    public String name() {
        return "power-of-two-choices";
    }

    @Override
    public RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random) {
        List<Upstream> upstreams = pool.upstreams();
        int count = Candidates.count(facts, upstreams);
        if (count == 0) {
            return Candidates.none(facts, upstreams);
        }
        int one = random.nextInt(count);
        Upstream first = Candidates.nth(facts, upstreams, one);
        if (count == 1) {
            return new RoutingDecision.Chosen(first, REASON);
        }
        int other = random.nextInt(count - 1);
        Upstream second = Candidates.nth(facts, upstreams, other < one ? other : other + 1);
        boolean firstWins = Candidates.load(first) <= Candidates.load(second);
        return new RoutingDecision.Chosen(firstWins ? first : second, REASON);
    }
}
