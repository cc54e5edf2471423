package io.skipjack.domain.routing;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.ServerlessSpec;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;

/**
 * How large a request's body may be before no upstream of its deployment could ever take it. A request that only some
 * upstream takes waits for that one; a request that none takes is better told so than left to wait.
 */
public final class BodyBound {
    /** Some upstream takes a body of any size, or may yet come that does. */
    public static final long NONE = Long.MAX_VALUE;

    private BodyBound() {}

    /** The largest limit of any tier, bytes; {@link #NONE} for no such bound. */
    public static long of(Deployment deployment) {
        if (moreMayCome(deployment)) {
            return NONE;
        }
        long most = 0;
        for (Tier tier : Tier.values()) {
            TierSpec spec = deployment.tier(tier);
            if (spec != null) {
                for (UpstreamSpec upstream : spec.upstreams()) {
                    long limit = upstream.limits().maxBodyBytes();
                    most = Math.max(most, limit == 0 ? NONE : limit);
                }
            }
        }
        return most == 0 ? NONE : most;
    }

    /** An engine of a fleet has no such limit; of endpoints that are still being deployed it is not known. */
    private static boolean moreMayCome(Deployment deployment) {
        ServerlessSpec endpoint = deployment.endpoint();
        TierSpec serverless = deployment.serverless();
        int deployed = serverless == null ? 0 : serverless.upstreams().size();
        return deployment.fleet() != null
                || (endpoint != null
                        && deployed < Math.max(1, endpoint.providers().size()));
    }
}
