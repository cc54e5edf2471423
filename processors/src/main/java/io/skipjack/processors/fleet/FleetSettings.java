package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetTiming;
import java.time.Duration;

/**
 * How the control loops work.
 *
 * @param router names this router among those on the same store
 * @param timing how long things may take
 * @param limits over all deployments
 * @param loadMemory how long another router's load counts after it was last heard of
 * @param keepEnded how long ended replicas are remembered
 */
public record FleetSettings(
        String router, FleetTiming timing, FleetLimits limits, Duration loadMemory, Duration keepEnded) {}
