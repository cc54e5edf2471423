package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.UpstreamSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final URI UPSTREAM = URI.create("http://10.0.0.1:8000/v1");
    private static final CredentialRef BEARER = new CredentialRef.EnvironmentVariable("TOKEN");

    @Test
    void aVariableIsSentAsTheHeaderWants() {
        CredentialRef plain = new CredentialRef.EnvironmentVariable("TOKEN", "x-api-key", "");
        CredentialRef baseten = new CredentialRef.EnvironmentVariable("TOKEN", "Authorization", "Api-Key ");
        Credentials credentials = of(Map.of("TOKEN", " s3cret\n")::get);
        hold(credentials, BEARER, plain, baseten);

        assertThat(credentials.headers(BEARER, UPSTREAM)).isEqualTo(Map.of("Authorization", "Bearer s3cret"));
        assertThat(credentials.headers(plain, UPSTREAM)).isEqualTo(Map.of("x-api-key", "s3cret"));
        assertThat(credentials.headers(baseten, UPSTREAM)).isEqualTo(Map.of("Authorization", "Api-Key s3cret"));
    }

    @Test
    void aMissingOneIsNullAndComesNotByItself() {
        Credentials credentials = of(name -> null);

        assertThat(credentials.headers(BEARER, UPSTREAM)).isNull();
        hold(credentials, BEARER);
        assertThat(credentials.headers(BEARER, UPSTREAM)).isNull();
        assertThat(credentials.awaited(BEARER, UPSTREAM)).isFalse();
        assertThat(credentials.renew(BEARER, UPSTREAM)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "ä", "", "a\u0000b"})
    void whatCannotStandInAHeaderIsNotSent(String secret) {
        Credentials credentials = of(name -> secret);
        hold(credentials, BEARER);

        assertThat(credentials.headers(BEARER, UPSTREAM)).isNull();
    }

    @Test
    void aFileIsReadAgainWhenItChangesAndDroppedWhenItGoes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        CredentialRef ref = new CredentialRef.FileContent(file);
        Credentials credentials = of(name -> null);
        hold(credentials, ref);
        assertThat(credentials.headers(ref, UPSTREAM)).containsValue("Bearer one");

        Files.writeString(file, "two");
        assertThat(credentials.headers(ref, UPSTREAM))
                .as("no file is read on an event loop")
                .containsValue("Bearer one");
        credentials.refresh();
        assertThat(credentials.headers(ref, UPSTREAM)).containsValue("Bearer two");

        Files.delete(file);
        credentials.refresh();
        assertThat(credentials.headers(ref, UPSTREAM)).isNull();
    }

    @Test
    void whatNoUpstreamNamesAnyMoreIsForgotten() {
        Credentials credentials = of(name -> "s3cret");
        hold(credentials, BEARER);

        hold(credentials);

        assertThat(credentials.headers(BEARER, UPSTREAM)).isNull();
    }

    @Test
    void nothingOfAClientGoesUnderTheNameOfACredential() {
        CredentialRef own = new CredentialRef.EnvironmentVariable("TOKEN", "X-Rack-Key", "");
        Credentials credentials = of(name -> "s3cret");
        hold(credentials, own);
        HttpHeaders headers =
                new DefaultHttpHeaders().set("x-rack-key", "client's").set("accept", "*/*");

        credentials.withhold(headers);

        assertThat(headers.names()).containsExactly("accept");
        assertThat(SecretHeaders.forwardable(List.of("accept", "Modal-Key", "MODAL-SECRET", "authorization")))
                .containsExactly("accept");
    }

    private static Credentials of(UnaryOperator<@Nullable String> environment) {
        return new Credentials(environment, new NoProviders());
    }

    private static void hold(Credentials credentials, CredentialRef... refs) {
        List<UpstreamSpec> upstreams = new ArrayList<>();
        for (CredentialRef ref : refs) {
            upstreams.add(new UpstreamSpec("u" + upstreams.size(), UPSTREAM, ref));
        }
        credentials.hold(upstreams);
    }
}
