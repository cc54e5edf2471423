package io.skipjack.processors.fleet;

/** Whether nothing is to be launched for a deployment, because a budget of it is spent. */
public interface LaunchStop {
    boolean stopped(String deployment);
}
