package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;
import java.util.List;

/**
 * How one engine of the sandbox is.
 *
 * @param state booting, ready, draining or dead; for serverless also cold and starting
 * @param slowdown 1 is full speed, 10 is ten times slower
 * @param running requests generating now
 * @param waiting requests waiting for a place in the batch
 * @param tokens generated since the start
 * @param faults those in force, as typed
 */
public record SandboxStatus(
        String id,
        Tier tier,
        URI baseUri,
        String state,
        double slowdown,
        long running,
        long waiting,
        long tokens,
        List<String> faults) {}
