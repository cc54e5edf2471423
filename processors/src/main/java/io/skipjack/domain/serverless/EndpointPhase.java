package io.skipjack.domain.serverless;

import java.util.Locale;

/** What an endpoint is at, as its provider shows it. */
public enum EndpointPhase {
    /** Not there. */
    ABSENT,
    /** The provider still makes it. */
    DEPLOYING,
    /** No worker: costs nothing, and the next request waits for one. */
    COLD,
    /** A worker starts. */
    STARTING,
    /** A worker answers. */
    READY,
    /** There, and cannot work: see the detail. */
    FAILED;

    /** The word used in tables and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
