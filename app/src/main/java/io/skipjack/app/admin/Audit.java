package io.skipjack.app.admin;

import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import io.skipjack.provider.spi.Redaction;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes over the admin API on record. A change is noted once nothing is wrong with it and before it is made, so one
 * that cannot be noted is not made; the other way round, a router that ends in between leaves an entry of a change that
 * was not made, which is the lesser lie.
 *
 * @param book the log
 * @param clock for when
 */
record Audit(AuditBook book, InstantSource clock) {
    /** Of a text before or after; a deployment file has some hundred. */
    private static final int MOST_CHARACTERS = 16_384;

    private static final Redaction SECRETS = new Redaction(List.of());

    /** @throws StoreUnavailableException saying that nothing was changed */
    void before(Caller by, Change change) {
        before(UUID.randomUUID().toString(), by, change);
    }

    /** The same under an id of its own, for what may be noted elsewhere too. */
    void before(String id, Caller by, Change change) {
        try {
            note(id, by, change);
        } catch (StoreUnavailableException down) {
            throw new StoreUnavailableException(
                    "nothing was changed, because the change cannot be put on record: " + down.getMessage(), down);
        }
    }

    /** Of a change that the store itself has taken. */
    void after(Caller by, Change change) {
        note(UUID.randomUUID().toString(), by, change);
    }

    private void note(String id, Caller by, Change change) {
        Change clean = new Change(change.action(), change.target(), clean(change.before()), clean(change.after()));
        book.note(new AuditEntry(id, clock.instant(), by, AuditEntry.API, clean));
    }

    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = SECRETS.of(text);
        return clean.length() <= MOST_CHARACTERS ? clean : clean.substring(0, MOST_CHARACTERS) + "...";
    }
}
