package io.skipjack.domain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
    private static final UpstreamSpec RACK =
            UpstreamSpec.numbered(Tier.SPOT, 1, URI.create("http://10.0.0.5:8000/v1"), null);
    private static final TierSpec SPOT = TierSpec.of(List.of(RACK));

    @Test
    void idsAreNumberedByTier() {
        assertThat(RACK.id()).isEqualTo("spot-1");
        assertThat(UpstreamSpec.numbered(Tier.SERVERLESS, 2, URI.create("https://x.modal.run/v1"), null)
                        .id())
                .isEqualTo("serverless-2");
    }

    @Test
    void tierDefaultsAreLeastInFlightAndSixtyFourEach() {
        assertThat(SPOT).isEqualTo(new TierSpec(List.of(RACK), "least-in-flight", 64, null));
    }

    @Test
    void tellsItsTiers() {
        Deployment rack = new Deployment("rack", "Qwen/Qwen3-0.6B", true, 10, SPOT, null);

        assertThat(rack.tier(Tier.SPOT)).isEqualTo(SPOT);
        assertThat(rack.tier(Tier.SERVERLESS)).isNull();
    }

    @Test
    void needsATier() {
        assertThatThrownBy(() -> new Deployment("rack", "m", true, 10, null, null))
                .hasMessage("deployment rack: needs a spot tier, a serverless tier or both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "../etc", "a b", "a/b", "ä"})
    void refusesNamesThatAreNotSafeEverywhere(String name) {
        assertThatThrownBy(() -> new Deployment(name, "m", true, 10, SPOT, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must start with a letter or digit");
        assertThatThrownBy(() -> new UpstreamSpec(name, RACK.uri(), null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void refusesModelsThatCannotBePrinted(String model) {
        assertThatThrownBy(() -> new Deployment("rack", model, true, 10, SPOT, null))
                .hasMessage("deployment rack: model must be 1 to 256 printable characters");
    }

    @Test
    void refusesLimitsOutOfRange() {
        assertThatThrownBy(() -> new Deployment("rack", "m", true, 0, SPOT, null))
                .hasMessage("deployment rack: max in flight must be 1 to 1000000, was 0");
        assertThatThrownBy(() -> new TierSpec(List.of(RACK), "least-in-flight", 0, null))
                .hasMessage("max in flight per upstream must be 1 to 100000, was 0");
    }

    @Test
    void refusesTheSameIdTwice() {
        assertThatThrownBy(() -> TierSpec.of(List.of(RACK, RACK))).hasMessage("upstream id 'spot-1' is used twice");
        assertThatThrownBy(() -> new Deployment("rack", "m", true, 10, SPOT, SPOT))
                .hasMessage("deployment rack: upstream id 'spot-1' is used in both tiers");
    }

    @Test
    void refusesAnAffinityHeaderThatIsNone() {
        assertThatThrownBy(() -> new TierSpec(List.of(RACK), "session-affinity", 1, "x session"))
                .hasMessage("affinity header 'x session' is not an HTTP header name");
    }

    @Test
    void trailingSlashesOfAUrlAreDropped() {
        assertThat(new UpstreamSpec("a", URI.create("https://x.example/v1//"), null).uri())
                .isEqualTo(URI.create("https://x.example/v1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/v1",
                "file:///etc/passwd",
                "/v1",
                "x:8000/v1",
                "http:///v1",
                "http://x:99999/v1",
                "http://x/v1?a=b",
                "http://x/v1#a"
            })
    void refusesUrlsThatAreNoHttpBase(String url) {
        assertThatThrownBy(() -> new UpstreamSpec("a", URI.create(url), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("upstream a: URL must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@x/v1", "http://me:secret@under_score/v1", "ftp://me:secret@x"})
    void refusesUserInfoWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> new UpstreamSpec("a", URI.create(url), null))
                .hasMessage("upstream a: URL must not hold user info; name a credential instead");
    }

    @Test
    void credentialsAreBearerTokensByDefault() {
        CredentialRef.Secret variable = new CredentialRef.EnvironmentVariable("MODAL_TOKEN");
        CredentialRef.Secret file = new CredentialRef.FileContent(Path.of("modal.token"), "x-api-key", "");

        assertThat(variable.header() + ": " + variable.prefix()).isEqualTo("Authorization: Bearer ");
        assertThat(file.header() + ": " + file.prefix()).isEqualTo("x-api-key: ");
    }

    @Test
    void refusesASecretPastedInPlaceOfItsVariableWithoutRepeatingIt() {
        assertThatThrownBy(() -> new CredentialRef.EnvironmentVariable("sk-123"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sk-123");
    }

    @Test
    void refusesCredentialHeadersThatWouldBreakTheRequest() {
        Path file = Path.of("token");
        assertThatThrownBy(() -> new CredentialRef.FileContent(file, "Host", ""))
                .hasMessageContaining("HTTP itself");
        assertThatThrownBy(() -> new CredentialRef.FileContent(file, "X-Key\r\n", ""))
                .hasMessageContaining("header name");
        assertThatThrownBy(() -> new CredentialRef.FileContent(file, "X-Key", "a\r\n"))
                .hasMessageContaining("ASCII");
        assertThatThrownBy(() -> new CredentialRef.FileContent(Path.of(""))).hasMessageContaining("empty");
    }
}
