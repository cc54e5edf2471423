package io.skipjack.processors.admin;

import io.skipjack.domain.operator.Caller;

/** Has what failed of a deployment tried again at once, once somebody has removed the cause. */
public interface LaunchRetry {
    /**
     * Forgets what went wrong so far; halted launches, refused deploys and failed deletes are tried again within seconds.
     *
     * @return false where there is neither such a fleet nor an endpoint of it
     * @throws RefusedEditException where another router decides about fleets
     */
    boolean retry(Caller by, String deployment) throws RefusedEditException;
}
