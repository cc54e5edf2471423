package io.skipjack.app.state;

import java.time.Duration;
import java.util.Optional;

/**
 * The table {@code leadership}. All times in it are the database's: the clocks of two routers need not agree. A lease
 * that ends later than any honest one could, because that clock was put back, counts as ended.
 */
final class LeadershipTable implements LeaseRow {
    /** The leadership that fences the store. */
    static final String FLEET = "fleet";

    private final Database database;

    LeadershipTable(Database database) {
        this.database = database;
    }

    /** Looks before it writes, so that routers that wait do not take a writer's lock every few seconds. */
    @Override
    public Claim claim(String holder, Duration ttl) {
        Seat seat = database.read(LeadershipTable::seat);
        if (seat.isTaken()) {
            return Claim.refused(Duration.ofMillis(seat.remainingMillis()));
        }
        return database.write(session -> {
            // again, under the lock: another one may have been faster
            Seat now = seat(session);
            return now.epoch() == seat.epoch() && !now.isTaken() && take(session, holder, ttl, now.epoch())
                    ? Claim.taken(now.epoch() + 1)
                    : Claim.refused(ttl);
        });
    }

    private static boolean take(Session session, String holder, Duration ttl, long epoch) {
        return session.sql("update leadership set holder = :holder, epoch = epoch + 1, ttl_ms = :ttl, expires_at = "
                                + session.dialect().nowMillis() + " + :ttl where name = :name and epoch = :epoch")
                        .param("holder", holder)
                        .param("ttl", ttl.toMillis())
                        .param("name", FLEET)
                        .param("epoch", epoch)
                        .update()
                == 1;
    }

    @Override
    public boolean renew(String holder, long epoch, Duration ttl) {
        return database.write(session -> session.sql("update leadership set ttl_ms = :ttl, expires_at = "
                                + session.dialect().nowMillis()
                                + " + :ttl where name = :name and epoch = :epoch and holder = :holder")
                        .param("ttl", ttl.toMillis())
                        .param("name", FLEET)
                        .param("epoch", epoch)
                        .param("holder", holder)
                        .update()
                == 1);
    }

    @Override
    public void release(String holder, long epoch) {
        database.change(session -> session.sql("update leadership set holder = '', expires_at = 0"
                        + " where name = :name and epoch = :epoch and holder = :holder")
                .param("name", FLEET)
                .param("epoch", epoch)
                .param("holder", holder)
                .update());
    }

    /** Who leads by the table, for operators; empty when nobody does. */
    Optional<String> holder() {
        return database.read(LeadershipTable::seat).leader();
    }

    private static Seat seat(Session session) {
        return session.sql("select holder, epoch, expires_at - "
                        + session.dialect().nowMillis() + " as remaining, ttl_ms from leadership where name = :name")
                .param("name", FLEET)
                .query((row, place) -> new Seat(
                        row.getString("holder"), row.getLong("epoch"), row.getLong("remaining"), row.getLong("ttl_ms")))
                .single();
    }

    private record Seat(String holder, long epoch, long remainingMillis, long ttlMillis) {
        boolean isTaken() {
            return remainingMillis > 0 && remainingMillis <= 2 * ttlMillis;
        }

        Optional<String> leader() {
            return isTaken() ? Optional.of(holder) : Optional.empty();
        }
    }
}
