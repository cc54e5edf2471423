package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;
import java.util.List;

/**
 * How one engine of the sandbox is.
 *
 * @param id of the engine, or of the instance it is on
 * @param state booting, ready, draining or dead; for serverless also cold and starting, for an instance the phase of its
 *     boot
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
        List<String> faults) {

    static SandboxStatus of(String id, Tier tier, FakeEngine engine, String state) {
        EngineCounters counters = engine.counters();
        return new SandboxStatus(
                id,
                tier,
                engine.baseUri(),
                state,
                engine.slowdown(),
                counters.running(),
                counters.waiting(),
                counters.tokensGenerated(),
                engine.faults().stream().map(Fault::toString).toList());
    }
}
