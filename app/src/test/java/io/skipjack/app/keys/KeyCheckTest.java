package io.skipjack.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void knowsAnActiveKey() {
        NewKey key = store().create("laptop", NOW, random);

        assertThat(check().identify(key.secret())).contains(key.stored().id());
    }

    @Test
    void refusesAKeyThatWasNeverMade() {
        store().create("laptop", NOW, random);

        assertThat(check().identify(KeyKind.INFERENCE.generate(random))).isEmpty();
    }

    @Test
    void refusesWhatIsNoKeyAtAll() {
        KeyCheck check = check();

        assertThat(check.identify("")).isEmpty();
        assertThat(check.identify("sk-' OR '1'='1")).isEmpty();
        assertThat(check.identify("sk-" + "a".repeat(1_000_000))).isEmpty();
        assertThat(check.identify("sk-" + "ä".repeat(43))).isEmpty();
    }

    @Test
    void refusesTheHashInPlaceOfTheKey() {
        NewKey key = store().create("laptop", NOW, random);

        assertThat(check().identify(key.stored().sha256())).isEmpty();
    }

    @Test
    void aRevokedKeyStopsWorkingAfterAReload() {
        NewKey key = store().create("laptop", NOW, random);
        KeyCheck check = check();
        store().revoke("laptop", NOW);
        check.reload();

        assertThat(check.identify(key.secret())).isEmpty();
    }

    @Test
    void aKeyRevokedAtAnotherRouterStopsWorkingAtOnceAndForGood() {
        NewKey key = store().create("laptop", NOW, random);
        NewKey other = store().create("phone", NOW, random);
        KeyCheck check = check();
        check.revoke(key.stored().id());
        store().create("tablet", NOW, random);
        check.reload();

        assertThat(check.identify(key.secret())).isEmpty();
        assertThat(check.identify(other.secret())).isPresent();
    }

    @Test
    void tellsOfEachRevokedKeyOnce() {
        NewKey early = store().create("early", NOW, random);
        NewKey late = store().create("late", NOW, random);
        store().revoke("early", NOW);
        KeyCheck check = check();
        List<String> told = new ArrayList<>();
        check.onRevoked(told::add);
        store().revoke("late", NOW);
        check.reload();
        store().create("another", NOW, random);
        check.reload();

        assertThat(told).containsExactly(early.stored().id(), late.stored().id());
    }

    @Test
    void aNewKeyWorksAfterAReload() {
        KeyCheck check = check();
        NewKey key = store().create("laptop", NOW, random);
        check.reload();

        assertThat(check.identify(key.secret())).isPresent();
    }

    @Test
    void aGuestKeyWorksAndOutlivesAReload() {
        String guest = KeyKind.INFERENCE.generate(random);
        KeyCheck check = new KeyCheck(folder, guest);
        store().create("laptop", NOW, random);
        check.reload();

        assertThat(check.identify(guest)).contains("guest");
    }

    @Test
    void aFileDamagedBeforeTheStartStopsIt() throws IOException {
        Files.writeString(folder.resolve("keys.json"), "nonsense");

        assertThatThrownBy(this::check).isInstanceOf(ConfigException.class).hasMessageContaining("keys.json");
    }

    @Test
    void aFileDamagedLaterLeavesTheLastGoodKeys() throws IOException {
        NewKey key = store().create("laptop", NOW, random);
        KeyCheck check = check();
        Files.writeString(folder.resolve("keys.json"), "nonsense");
        check.reload();

        assertThat(check.identify(key.secret())).isPresent();
    }

    @Test
    void aFileRepairedIsTakenUpAgain() throws IOException {
        NewKey key = store().create("laptop", NOW, random);
        KeyCheck check = check();
        String good = Files.readString(folder.resolve("keys.json"));
        Files.writeString(folder.resolve("keys.json"), "nonsense");
        check.reload();
        Files.writeString(
                folder.resolve("keys.json"), good.replace("\"revoked\" : null", "\"revoked\" : \"" + NOW + "\""));
        check.reload();

        assertThat(check.identify(key.secret())).isEmpty();
    }

    @Test
    void aFileThatIsGoneMeansNoKeys() throws IOException {
        NewKey key = store().create("laptop", NOW, random);
        KeyCheck check = check();
        Files.delete(folder.resolve("keys.json"));
        check.reload();

        assertThat(check.identify(key.secret())).isEmpty();
    }

    private KeyStore store() {
        return new KeyStore(folder);
    }

    private KeyCheck check() {
        return new KeyCheck(folder, null);
    }
}
