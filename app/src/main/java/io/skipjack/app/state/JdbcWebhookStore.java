package io.skipjack.app.state;

import java.util.Optional;

/** How far webhooks have told of the log, on a database; moved by the leader alone. */
public final class JdbcWebhookStore implements WebhookStore {
    private final Database database;

    public JdbcWebhookStore(Database database) {
        this.database = database;
    }

    @Override
    public Place place(long epoch, String webhook) {
        return database.write(session -> {
            Fence.require(session, epoch);
            Optional<Place> known = find(session, webhook);
            if (known.isPresent()) {
                return known.get();
            }
            Place first = new Place(EventTable.last(session), 0);
            session.sql("insert into webhook (name, seq, failures) values (:name, :seq, 0)")
                    .param("name", webhook)
                    .param("seq", first.seq())
                    .update();
            return first;
        });
    }

    private static Optional<Place> find(Session session, String webhook) {
        return session.sql("select seq, failures from webhook where name = :name")
                .param("name", webhook)
                .query((row, place) -> new Place(row.getLong("seq"), row.getInt("failures")))
                .optional();
    }

    @Override
    public void move(long epoch, String webhook, Place to) {
        database.lead(
                epoch,
                session -> session.sql("update webhook set seq = :seq, failures = :failures where name = :name")
                        .param("name", webhook)
                        .param("seq", to.seq())
                        .param("failures", to.failures())
                        .update());
    }
}
