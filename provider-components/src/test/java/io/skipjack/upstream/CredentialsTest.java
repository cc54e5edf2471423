package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.CredentialRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @Test
    void aVariableIsSentAsTheHeaderWants() {
        Credentials credentials = new Credentials(Map.of("TOKEN", " s3cret\n")::get);
        CredentialRef bearer = new CredentialRef.EnvironmentVariable("TOKEN");
        CredentialRef plain = new CredentialRef.EnvironmentVariable("TOKEN", "x-api-key", "");
        credentials.load(bearer);
        credentials.load(plain);

        assertThat(credentials.headerValue(bearer)).isEqualTo("Bearer s3cret");
        assertThat(credentials.headerValue(plain)).isEqualTo("s3cret");
    }

    @Test
    void aMissingOneIsNull() {
        Credentials credentials = new Credentials(name -> null);
        CredentialRef absent = new CredentialRef.EnvironmentVariable("TOKEN");

        assertThat(credentials.headerValue(absent)).isNull();
        credentials.load(absent);
        assertThat(credentials.headerValue(absent)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "ä", "", "a\u0000b"})
    void whatCannotStandInAHeaderIsNotSent(String secret) {
        Credentials credentials = new Credentials(name -> secret);
        CredentialRef ref = new CredentialRef.EnvironmentVariable("TOKEN");
        credentials.load(ref);

        assertThat(credentials.headerValue(ref)).isNull();
    }

    @Test
    void aFileIsReadAgainWhenItChangesAndDroppedWhenItGoes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        CredentialRef ref = new CredentialRef.FileContent(file);
        Credentials credentials = new Credentials(name -> null);
        credentials.load(ref);
        assertThat(credentials.headerValue(ref)).isEqualTo("Bearer one");

        Files.writeString(file, "two");
        assertThat(credentials.headerValue(ref))
                .as("no file is read on an event loop")
                .isEqualTo("Bearer one");
        credentials.refresh();
        assertThat(credentials.headerValue(ref)).isEqualTo("Bearer two");

        Files.delete(file);
        credentials.refresh();
        assertThat(credentials.headerValue(ref)).isNull();
    }
}
