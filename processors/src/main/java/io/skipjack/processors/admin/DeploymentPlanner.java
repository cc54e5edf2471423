package io.skipjack.processors.admin;

import java.util.Map;

/** Says what a deployment would become. */
public interface DeploymentPlanner {
    /**
     * What would be made for a deployment, where, at which price and why; makes nothing.
     *
     * @param yaml as it would be put
     * @throws RefusedEditException saying what is wrong with it
     */
    Map<String, Object> explain(String yaml) throws RefusedEditException;
}
