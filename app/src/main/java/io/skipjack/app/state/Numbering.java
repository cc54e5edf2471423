package io.skipjack.app.state;

import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import java.time.Instant;

/** The table {@code numbering}: which replica numbers were ever used, also after their rows are gone. */
final class Numbering {
    private Numbering() {}

    static int next(Session session, String deployment) {
        return session.sql("select highest from numbering where deployment = :deployment")
                        .param("deployment", deployment)
                        .query(Integer.class)
                        .optional()
                        .orElse(0)
                + 1;
    }

    /** Numbers up to the highest forgotten one count as used: nobody knows any more which of them were. */
    static boolean isTaken(Session session, ReplicaId id) {
        int found = session.sql("""
                        select count(*) from replica r where r.deployment = :deployment and r.number = :number
                        """)
                .param("deployment", id.deployment())
                .param("number", id.number())
                .query(Integer.class)
                .single();
        int forgotten = session.sql("select forgotten from numbering where deployment = :deployment")
                .param("deployment", id.deployment())
                .query(Integer.class)
                .optional()
                .orElse(0);
        return found > 0 || id.number() <= forgotten;
    }

    static void use(Session session, ReplicaId id) {
        session.sql("""
                        insert into numbering (deployment, highest, forgotten) values (:deployment, :number, 0)
                        on conflict (deployment) do update set highest = excluded.highest
                        where excluded.highest > numbering.highest
                        """)
                .param("deployment", id.deployment())
                .param("number", id.number())
                .update();
    }

    /** Deletes replicas that ended before then, and remembers their numbers. */
    static int forgetEnded(Session session, Instant before) {
        session.sql("""
                        update numbering set forgotten = (
                            select coalesce(max(r.number), 0) from replica r
                            where r.deployment = numbering.deployment and r.state = :ended and r.ended_at < :before)
                        where forgotten < (
                            select coalesce(max(r.number), 0) from replica r
                            where r.deployment = numbering.deployment and r.state = :ended and r.ended_at < :before)
                        """)
                .param("ended", ReplicaState.ENDED.name())
                .param("before", Columns.nanos(before))
                .update();
        return session.sql("delete from replica where state = :ended and ended_at < :before")
                .param("ended", ReplicaState.ENDED.name())
                .param("before", Columns.nanos(before))
                .update();
    }
}
