package io.skipjack.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void aKeyHasThePrefixAnd256Bits() {
        assertThat(store().create("laptop", NOW, random).secret()).matches("sk-[A-Za-z0-9_-]{43}");
    }

    @Test
    void onlyTheHashIsKept() throws IOException {
        NewKey key = store().create("laptop", NOW, random);

        assertThat(Files.readString(file())).contains(key.stored().sha256()).doesNotContain(key.secret());
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        store().create("laptop", NOW, random);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatWasCreatedIsListed() {
        NewKey first = store().create("one", NOW, random);
        NewKey second = store().create("two", NOW, random);

        assertThat(store().list()).containsExactly(first.stored(), second.stored());
    }

    @Test
    void aSecondActiveKeyOfANameIsRefused() {
        store().create("laptop", NOW, random);

        assertThatThrownBy(() -> store().create("laptop", NOW, random))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is a key named 'laptop' already");
    }

    @Test
    void aNameIsFreeAgainOnceItsKeyIsRevoked() {
        store().create("laptop", NOW, random);
        store().revoke("laptop", NOW);

        assertThat(store().create("laptop", NOW, random).stored().active()).isTrue();
    }

    @Test
    void revokesById() {
        String id = store().create("laptop", NOW, random).stored().id();

        assertThat(store().revoke(id, NOW).revoked()).isEqualTo(NOW);
    }

    @Test
    void revokingTwiceKeepsTheFirstTime() {
        store().create("laptop", NOW, random);
        store().revoke("laptop", NOW);

        assertThat(store().revoke("laptop", NOW.plusSeconds(9)).revoked()).isEqualTo(NOW);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        store().create("laptop", NOW, random);

        assertThatThrownBy(() -> store().revoke("latpop", NOW)).hasMessageEndingWith("did you mean 'laptop'?");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> store().create("../x\n", NOW, random)).isInstanceOf(ConfigException.class);
    }

    @Test
    void writersAtOnceLoseNothing() {
        try (var threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 20).forEach(i -> threads.submit(() -> store().create("k" + i, NOW, random)));
        }
        assertThat(store().list()).hasSize(20);
    }

    @Test
    void aDamagedFileIsNotWrittenOver() throws IOException {
        Files.writeString(file(), "{\"version\":1,\"keys\":[");

        assertThatThrownBy(() -> store().create("laptop", NOW, random))
                .hasMessageContaining("are damaged")
                .hasMessageContaining("skipjack keys create NAME");
        assertThat(Files.readString(file())).isEqualTo("{\"version\":1,\"keys\":[");
    }

    @Test
    void damageOfEveryKindIsFound() throws IOException {
        for (String text :
                List.of("[]", "{}", "nonsense", "{\"version\":2,\"keys\":[]}", "{\"version\":1,\"keys\":[{}]}")) {
            Files.writeString(file(), text);
            assertThatThrownBy(() -> store().list()).as(text).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aSecretIsNotPrinted() {
        NewKey key = store().create("laptop", NOW, random);

        assertThat(key.toString()).doesNotContain(key.secret());
    }

    private KeyStore store() {
        return new KeyStore(folder);
    }

    private Path file() {
        return folder.resolve("keys.json");
    }
}
