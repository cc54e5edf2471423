package io.skipjack.app.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.keys.KeyRing;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import io.skipjack.processors.admin.RefusedEditException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditedKeysTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T10:00:00Z"));
    private static final Caller ADMIN = new Caller("op-1 (ann)", Role.ADMIN);
    private static final Caller DEVELOPER = new Caller("op-2 (bob)", Role.DEVELOPER);

    @TempDir
    Path folder;

    private final Noted book = new Noted();
    private int taken;

    @Test
    void aKeyIsMadeListedRevokedAndOnRecord() throws RefusedEditException {
        Map<String, Object> made = keys().create(DEVELOPER, "{\"name\":\"laptop\"}");
        Map<String, Object> revoked = keys().revoke(DEVELOPER, "laptop");

        assertThat(String.valueOf(made.get("key"))).startsWith("sk-");
        assertThat(keys().list()).containsExactly(revoked);
        assertThat(revoked).containsEntry("revoked", "2026-11-29T10:00:00Z").doesNotContainKey("key");
        assertThat(taken).isEqualTo(2);
        assertThat(book.entries)
                .extracting(entry -> entry.change().action())
                .containsExactly("key.created", "key.revoked");
        assertThat(book.entries).extracting(AuditEntry::by).containsOnly(DEVELOPER);
        assertThat(book.entries.toString())
                .contains("inference key 'laptop'")
                .doesNotContain(String.valueOf(made.get("key")));
    }

    @Test
    void anOperatorKeyTakesAnAdmin() throws RefusedEditException {
        assertRefused(403, () -> keys().create(DEVELOPER, "{\"name\":\"eve\",\"role\":\"viewer\"}"));
        assertThat(keys().create(ADMIN, "{\"name\":\"carl\",\"role\":\"viewer\"}"))
                .containsEntry("role", "viewer")
                .containsEntry("kind", "operator");
        assertRefused(403, () -> keys().revoke(DEVELOPER, "carl"));
        assertThat(keys().revoke(ADMIN, "carl")).containsKey("revoked");
    }

    @Test
    void revokingTwiceIsOnRecordOnce() throws RefusedEditException {
        keys().create(ADMIN, "{\"name\":\"laptop\"}");
        keys().revoke(ADMIN, "laptop");
        keys().revoke(ADMIN, "laptop");

        assertThat(book.entries).hasSize(2);
    }

    @Test
    void aNameOfBothKindsMustBeAnId() throws RefusedEditException {
        String id = String.valueOf(keys().create(ADMIN, "{\"name\":\"ann\"}").get("id"));
        keys().create(ADMIN, "{\"name\":\"ann\",\"role\":\"admin\"}");

        assertRefused(404, () -> keys().revoke(ADMIN, "ann"));
        assertThat(keys().revoke(ADMIN, id)).containsEntry("kind", "inference");
    }

    @Test
    void aBudgetIsGivenChangedTakenAwayAndOnRecord() throws RefusedEditException {
        Map<String, Object> made =
                keys().create(DEVELOPER, "{\"name\":\"batch\",\"budget\":{\"day\":5,\"month\":\"100.50\"}}");
        Map<String, Object> changed = keys().budget(DEVELOPER, "batch", "{\"day\":\"7\",\"action\":\"warn\"}");
        Map<String, Object> same = keys().budget(ADMIN, "batch", "{\"day\":\"7.00\",\"action\":\"warn\"}");
        Map<String, Object> cleared = keys().budget(ADMIN, "batch", "{}");

        assertThat(made.get("budget"))
                .isEqualTo(Map.of("day", "5", "month", "100.5", "warn_percent", 80, "action", "refuse"));
        assertThat(String.valueOf(changed.get("budget"))).contains("day=7", "month=null", "action=warn");
        assertThat(same).isEqualTo(changed);
        assertThat(cleared).containsEntry("budget", null);
        assertThat(taken).isEqualTo(4);
        assertThat(book.entries)
                .extracting(entry -> entry.change().action())
                .containsExactly("key.created", "key.changed", "key.changed");
        assertThat(book.entries.get(1).change().before()).contains("$5 a day and $100.5 a month");
        assertThat(book.entries.get(1).change().after()).contains("$7 a day, warns at 80 %, then warn");
        assertThat(book.entries.get(2).change().after()).isEqualTo("inference key 'batch'");
        assertThat(book.entries.get(1).by()).isEqualTo(DEVELOPER);
    }

    @Test
    void aBudgetThatCannotBeIsRefusedAndChangesNothing() throws RefusedEditException {
        keys().create(ADMIN, "{\"name\":\"batch\"}");
        keys().create(ADMIN, "{\"name\":\"ann\",\"role\":\"viewer\"}");

        assertRefused(404, () -> keys().budget(ADMIN, "nobody", "{\"day\":\"5\"}"));
        assertRefused(403, () -> keys().budget(DEVELOPER, "ann", "{\"day\":\"5\"}"));
        assertRefused(400, () -> keys().budget(ADMIN, "ann", "{\"day\":\"5\"}"));
        for (String body : List.of("", "[]", "{\"day\":\"0\"}", "{\"day\":\"5\",\"action\":\"stop_launches\"}")) {
            assertRefused(400, () -> keys().budget(ADMIN, "batch", body));
        }
        assertThat(book.entries).hasSize(2);
        book.down = true;
        assertThatThrownBy(() -> keys().budget(ADMIN, "batch", "{\"day\":\"5\"}"))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(keys().list().getFirst()).containsEntry("budget", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''
            nonsense
            []
            {}
            {"name": 1}
            {"name": "x", "rule": "admin"}
            {"name": "x", "role": "root"}
            {"name": "-x"}
            {"name": "x", "budget": {}}
            {"name": "x", "budget": 5}
            {"name": "x", "role": "viewer", "budget": {"day": "5"}}
            {"name": "x", "budget": {"day": "5", "action": "stop_launches"}}
            """)
    void whatIsNoKeyIsRefused(String body) {
        assertRefused(400, () -> keys().create(ADMIN, body));
        assertThat(book.entries).isEmpty();
    }

    @Test
    void whatCannotBePutOnRecordIsNotDone() throws RefusedEditException {
        keys().create(ADMIN, "{\"name\":\"laptop\"}");
        book.down = true;

        assertThatThrownBy(() -> keys().create(ADMIN, "{\"name\":\"other\"}"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("nothing was changed");
        assertThatThrownBy(() -> keys().revoke(ADMIN, "laptop")).isInstanceOf(StoreUnavailableException.class);
        assertThat(keys().list())
                .singleElement()
                .satisfies(key -> assertThat(key.get("revoked")).isNull());
    }

    private EditedKeys keys() {
        return new EditedKeys(new KeyRing(folder), new Audit(book, CLOCK), () -> taken++, CLOCK);
    }

    private static void assertRefused(int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    private static final class Noted implements AuditBook {
        private final List<AuditEntry> entries = new ArrayList<>();
        private boolean down;

        @Override
        public void note(AuditEntry entry) {
            if (down) {
                throw new StoreUnavailableException("it is down", new IOException());
            }
            entries.add(entry);
        }

        @Override
        public List<AuditEntry> since(Instant since, int limit) {
            return entries;
        }
    }
}
