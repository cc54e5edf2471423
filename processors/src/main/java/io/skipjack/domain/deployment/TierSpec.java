package io.skipjack.domain.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tier of a deployment as the user named it.
 *
 * @param upstreams 0 to 1000, in the user's order; none while a fleet has yet to launch its first
 * @param routingPolicy name of the policy that chooses between them; {@value #DEFAULT_ROUTING_POLICY} by default
 * @param maxInFlightPerUpstream requests one upstream may have open before the surplus spills over, 1 to 100000;
 *     {@value #DEFAULT_MAX_IN_FLIGHT_PER_UPSTREAM} by default
 * @param affinityHeader request header whose value is the affinity key; null for the {@code user} field of the body
 */
public record TierSpec(
        List<UpstreamSpec> upstreams,
        String routingPolicy,
        int maxInFlightPerUpstream,
        @Nullable String affinityHeader) {
    public static final String DEFAULT_ROUTING_POLICY = "least-in-flight";
    /** What a small GPU decodes together without its answers getting slow; vLLM itself queues from 256 on. */
    public static final int DEFAULT_MAX_IN_FLIGHT_PER_UPSTREAM = 64;

    private static final int MOST_UPSTREAMS = 1_000;
    private static final int MOST_IN_FLIGHT = 100_000;

    public TierSpec {
        upstreams = List.copyOf(upstreams);
        Words.requireRange("number of upstreams", upstreams.size(), 0, MOST_UPSTREAMS);
        Words.requireName("routing policy", routingPolicy);
        Words.requireRange("max in flight per upstream", maxInFlightPerUpstream, 1, MOST_IN_FLIGHT);
        if (affinityHeader != null) {
            Words.requireHeaderName("affinity header", affinityHeader);
        }
        Set<String> ids = new HashSet<>();
        for (UpstreamSpec upstream : upstreams) {
            if (!ids.add(upstream.id())) {
                throw new IllegalArgumentException("upstream id '%s' is used twice".formatted(upstream.id()));
            }
        }
    }

    /** The same with other upstreams. */
    TierSpec withUpstreams(List<UpstreamSpec> others) {
        return new TierSpec(others, routingPolicy, maxInFlightPerUpstream, affinityHeader);
    }

    /** A tier of these upstreams, all else by default. */
    public static TierSpec of(List<UpstreamSpec> upstreams) {
        return new TierSpec(upstreams, DEFAULT_ROUTING_POLICY, DEFAULT_MAX_IN_FLIGHT_PER_UPSTREAM, null);
    }
}
