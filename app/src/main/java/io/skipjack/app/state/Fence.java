package io.skipjack.app.state;

import io.skipjack.domain.fleet.StaleEpochException;

/**
 * Lets a leader's transaction go on only under the present epoch. Equality is enough, whether or not the lease has run
 * out by the clock: who takes over raises the epoch in this very row, so while it is ours nobody else has written and
 * nobody decides. The row stays locked until the end of the transaction; a take-over therefore comes wholly before it,
 * and is seen here, or wholly after it, and sees what it wrote.
 */
final class Fence {
    private Fence() {}

    static void require(Session session, long epoch) {
        long present = session.sql("select epoch from leadership where name = :name"
                        + session.dialect().lock())
                .param("name", LeadershipTable.FLEET)
                .query(Long.class)
                .single();
        if (present != epoch) {
            throw new StaleEpochException(epoch, present);
        }
    }
}
