package io.skipjack.processors.admin;

/** Lets a fleet launch again whose launches were halted, once somebody has removed the cause. */
public interface LaunchRetry {
    /**
     * Forgets what went wrong so far; launches begin again within seconds.
     *
     * @return false where there is no such fleet
     * @throws RefusedEditException where another router decides about fleets
     */
    boolean retry(String deployment) throws RefusedEditException;
}
