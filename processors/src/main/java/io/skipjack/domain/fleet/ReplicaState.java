package io.skipjack.domain.fleet;

import java.util.Locale;

/** Where a replica is on its way; it only ever moves forward. */
public enum ReplicaState {
    /** Written down, perhaps asked for, not yet seen running: there may be a lease that we have not heard of. */
    PROVISIONING,
    /** The machine runs; the engine is on its way (see {@link BootPhase}). */
    STARTING,
    /** The engine answers. */
    READY,
    /** Takes no new requests; those on it may finish until the deadline. */
    DRAINING,
    /** To be ended at the provider until the provider shows it gone. */
    ENDING,
    /** The provider has confirmed the end, or there never was a lease. Nothing is paid any more. */
    ENDED;

    /** Whether it may still cost money. */
    public boolean isLive() {
        return this != ENDED;
    }

    /** Whether it serves or will serve: counted against the wanted number. */
    public boolean isComing() {
        return this == PROVISIONING || this == STARTING || this == READY;
    }

    /** The word used in status, metrics and logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
