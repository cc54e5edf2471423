package io.skipjack.processors.fleet;

/** Where it is counted what runs at a provider and nobody remembers. */
public interface OrphanTally {
    /** So many were found and are being ended. */
    void found(String provider, int count);
}
