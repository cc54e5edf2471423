package io.skipjack.domain.fleet;

import java.util.OptionalLong;

/** Which leadership this router may write under. */
public interface LeaderEpoch {
    /** The epoch of this router's own leadership as far as it knows by its monotonic clock; empty when it does not lead. */
    OptionalLong current();
}
