package io.skipjack.domain.serverless;

import java.util.Locale;

/** What we are at with an endpoint. */
public enum EndpointState {
    /** Its deploy was begun, perhaps only written down; the provider may hold any part of it. */
    DEPLOYING,
    /** It is there as wanted. */
    DEPLOYED,
    /** The provider will not have it as it is wanted; what was made of it goes. */
    REFUSED,
    /** Not wanted any more, and perhaps not gone yet. */
    DESTROYING;

    /** Whether it is there or being made, so that requests may be answered by it. */
    public boolean isThere() {
        return this == DEPLOYING || this == DEPLOYED;
    }

    /** The word used in tables, logs and the store. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
