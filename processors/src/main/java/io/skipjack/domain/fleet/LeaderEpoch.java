package io.skipjack.domain.fleet;

import java.util.OptionalLong;

/** Which leadership this router may write under. */
public interface LeaderEpoch {
    /** The epoch of this router's own leadership as far as it knows by its monotonic clock; empty when it does not lead. */
    OptionalLong current();

    /**
     * The epoch to write under.
     *
     * @throws StaleEpochException when this router does not lead any more: the turn ends, the leader's goes on
     */
    default long toWriteUnder() {
        return current().orElseThrow(() -> new StaleEpochException(0, 0));
    }
}
