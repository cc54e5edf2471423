package io.skipjack.domain.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the same affinity key to the same upstream, so that its prefix cache is warm: the candidate with
 * the highest {@code hash(key, id)}, known as rendezvous hashing (Thaler and Ravishankar, 1998). When an upstream
 * leaves, only its keys move; when one of n comes, about 1/n of the keys move to it. Without a key it is
 * {@link LeastInFlight}.
 *
 * <p>Bounded load (after Mirrokni, Thorup and Zadimoghaddam, 2017): a hot key spills to the key's next upstream while
 * its own has {@code max(1, max in flight x weight)} requests or more. The weight keeps a fresh upstream from getting
 * its whole share of keys with a cold cache; if all are over their bound, the first with room takes it.
 *
 * <p>Rendezvous rather than a ring: no ring to build or keep, an even spread without virtual nodes, and the spill goes
 * to a different upstream for each key. It costs one short hash per upstream and request.
 */
final class SessionAffinity implements RoutingPolicy {
    private static final String OWN = "its key's upstream";
    private static final String CROWDED = "its key's upstream, over its bound";
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final RoutingPolicy withoutKey = new LeastInFlight();

    @Override
    public String name() {
        return "session-affinity";
    }

    @Override
    public RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random) {
        String key = facts.affinityKey();
        if (key == null) {
            return withoutKey.decide(facts, pool, random);
        }
        List<Upstream> upstreams = pool.upstreams();
        long seed = fnv1a(FNV_OFFSET, key);
        Upstream bounded = highest(facts, upstreams, seed, true);
        if (bounded != null) {
            return new RoutingDecision.Chosen(bounded, OWN);
        }
        Upstream any = highest(facts, upstreams, seed, false);
        return any == null ? Candidates.none(facts, upstreams) : new RoutingDecision.Chosen(any, CROWDED);
    }

    private static @Nullable Upstream highest(
            InferenceFacts facts, List<Upstream> upstreams, long seed, boolean onlyBounded) {
        @Nullable Upstream best = null;
        long highest = 0;
        for (int i = 0; i < upstreams.size(); i++) {
            Upstream upstream = upstreams.get(i);
            if (!Candidates.isCandidate(upstream, facts) || (onlyBounded && !withinBound(upstream))) {
                continue;
            }
            long score = mix(fnv1a(seed, upstream.id()));
            if (best == null
                    || score > highest
                    || (score == highest && upstream.id().compareTo(best.id()) < 0)) {
                best = upstream;
                highest = score;
            }
        }
        return best;
    }

    private static boolean withinBound(Upstream upstream) {
        return upstream.inFlight() < Math.max(1, upstream.maxInFlight() * upstream.weight());
    }

    /** Not {@code String.hashCode}: ids such as {@code spot-an} and {@code spot-c0} have the same one. */
    private static long fnv1a(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** SplitMix64's finalizer: spreads the last characters, where ids differ, over all bits. */
    private static long mix(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
