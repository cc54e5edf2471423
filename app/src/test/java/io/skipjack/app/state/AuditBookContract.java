package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import io.skipjack.domain.operator.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit log does, whatever database it is on. */
abstract class AuditBookContract extends StoreContract {
    private static final Instant NOW = Samples.NOW;
    private static final AuditEntry FIRST = entry("1", NOW, null, "name: rack");
    private static final AuditEntry SECOND = entry("2", NOW.plusNanos(1), "name: rack", null);

    @SuppressWarnings("NullAway.Init")
    private JdbcAuditBook book;

    @BeforeEach
    void open() {
        book = new JdbcAuditBook(database);
    }

    @Test
    void whatIsNotedIsReadNewestFirst() {
        book.note(FIRST);
        book.note(SECOND);

        assertThat(book.since(Instant.EPOCH, 10)).containsExactly(SECOND, FIRST);
        assertThat(book.since(NOW.plusNanos(1), 10)).containsExactly(SECOND);
        assertThat(book.since(Instant.EPOCH, 1)).containsExactly(SECOND);
    }

    @Test
    void whatIsNotedTwiceStaysAsItWas() {
        book.note(FIRST);
        book.note(entry("1", NOW.plusSeconds(9), "other", "other"));

        assertThat(book.since(Instant.EPOCH, 10)).containsExactly(FIRST);
    }

    @Test
    void aStoreThatIsGoneIsSaidToBe() {
        database.close();

        assertThatThrownBy(() -> book.note(FIRST)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> book.since(NOW, 1)).isInstanceOf(StoreUnavailableException.class);
    }

    private static AuditEntry entry(String id, Instant at, @Nullable String before, @Nullable String after) {
        return new AuditEntry(
                id,
                at,
                new Caller("op-1 (ann)", Role.DEVELOPER),
                AuditEntry.API,
                new Change("deployment.changed", "räck", before, after));
    }
}
