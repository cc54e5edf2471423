package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.HostReport;

/**
 * A host agent's post whose signature was good.
 *
 * @param heartbeat whether it says no more than that the host is there
 */
public record SignedReport(HostReport report, boolean heartbeat) {}
