package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an upstream is, and where on it a path of ours is served. */
class UpstreamPathsTest {
    @ParameterizedTest
    @CsvSource({
        "http://a:8000/v1, /v1/chat/completions, /v1/chat/completions",
        "http://a:8000/v1/, /v1/embeddings, /v1/embeddings",
        "https://api.runpod.ai/v2/ID/openai/v1, /v1/chat/completions, /v2/ID/openai/v1/chat/completions",
        "https://api.runpod.ai/v2/ID/openai/v1, /tokenize, /v2/ID/openai/tokenize",
        "https://model-ab12.api.baseten.co/environments/production/sync/v1, /v1/chat/completions,"
                + " /environments/production/sync/v1/chat/completions",
        "https://model-ab12.api.baseten.co/environments/production/sync/v1, /tokenize,"
                + " /environments/production/sync/tokenize",
        "https://api.aws.us-east-1.cerebrium.ai/v4/p-1/rack/v1, /v1/embeddings, /v4/p-1/rack/v1/embeddings",
        "https://api.aws.us-east-1.cerebrium.ai/v4/p-1/rack/v1, /tokenize, /v4/p-1/rack/tokenize",
        "https://acme--rack-serve.modal.run/v1, /v1/responses, /v1/responses",
        "https://acme--rack-serve.modal.run/v1, /detokenize, /detokenize",
        "https://x7.api.runpod.ai/v1, /v1/completions, /v1/completions",
        "http://a:8000/v1, /tokenize, /tokenize",
        "http://a:8000, /v1/chat/completions, /chat/completions",
        "http://a:8000, /tokenize, /tokenize"
    })
    void ourV1IsTheBaseAndTheRestHangsBesideIt(URI base, String path, String mapped) {
        assertThat(UpstreamPaths.map(base, path, null)).isEqualTo(mapped);
        assertThat(UpstreamPaths.map(base, path, "a=%20b")).isEqualTo(mapped + "?a=%20b");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/v1, false, a, 80, a",
        "https://a/v1, true, a, 443, a",
        "HTTPS://a:8443/v1, true, a, 8443, a:8443",
        "http://a:443/v1, false, a, 443, a:443",
        "http://[::1]:8000/v1, false, ::1, 8000, [::1]:8000",
        "http://[2001:db8::2]/v1, false, 2001:db8::2, 80, [2001:db8::2]"
    })
    void connectionsAreSharedByOrigin(URI uri, boolean tls, String host, int port, String hostHeader) {
        Origin origin = Origin.of(uri);

        assertThat(origin).isEqualTo(new Origin(tls, host, port));
        assertThat(origin.hostHeader()).isEqualTo(hostHeader);
    }

    @Test
    void anOriginNeedsAHost() {
        assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create("http:///v1")));
    }
}
