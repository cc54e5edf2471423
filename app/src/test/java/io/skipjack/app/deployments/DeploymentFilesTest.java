package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentFilesTest {
    private static final String LEAST = """
            name: rack
            model: Qwen/Qwen3-0.6B
            public: true
            spot: { urls: ["http://10.0.0.5:8000/v1"] }
            serverless: { urls: ["https://example.modal.run/v1"] }
            """;

    @TempDir
    Path folder;

    @Test
    void theLeastFileIsEnough() throws IOException {
        assertThat(load(LEAST))
                .isEqualTo(new Deployment(
                        "rack",
                        "Qwen/Qwen3-0.6B",
                        true,
                        1000,
                        new TierSpec(
                                List.of(UpstreamSpec.numbered(
                                        Tier.SPOT, 1, URI.create("http://10.0.0.5:8000/v1"), null)),
                                "least-in-flight",
                                64,
                                null),
                        new TierSpec(
                                List.of(UpstreamSpec.numbered(
                                        Tier.SERVERLESS, 1, URI.create("https://example.modal.run/v1"), null)),
                                "least-in-flight",
                                1000,
                                null)));
    }

    @Test
    void everyKeyIsTakenUp() throws IOException {
        Deployment deployment = load("""
                name: rack
                model: m
                max_in_flight: 7
                resume: false
                spot:
                  upstreams:
                    - { id: left, url: "http://a/v1", credential: { env: LEFT, header: x-api-key } }
                    - { id: right, url: "http://b/v1" }
                  credential: { file: token, scheme: Token }
                  routing_policy: session-affinity
                  max_in_flight_per_upstream: 3
                  affinity_header: x-session
                """);

        assertThat(deployment.isPublic()).isFalse();
        assertThat(deployment.maxInFlight()).isEqualTo(7);
        assertThat(deployment.resumes()).isFalse();
        assertThat(deployment.serverless()).isNull();
        assertThat(deployment.spot())
                .isEqualTo(new TierSpec(
                        List.of(
                                new UpstreamSpec(
                                        "left",
                                        URI.create("http://a/v1"),
                                        new CredentialRef.EnvironmentVariable("LEFT", "x-api-key", "")),
                                new UpstreamSpec(
                                        "right",
                                        URI.create("http://b/v1"),
                                        new CredentialRef.FileContent(
                                                folder.resolve("token"), "Authorization", "Token "))),
                        "session-affinity",
                        3,
                        "x-session"));
    }

    /** Each line: what is wrong, the file (| for a line end), and what the complaint must hold. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '`', textBlock = """
            unknown key            ~ name: a|modle: m                                    ~ a.yaml:2: unknown key 'modle'; did you mean 'model'?
            unknown tier key       ~ name: a|model: m|spot:|  url: [x]                   ~ a.yaml:4: unknown key 'spot.url'; did you mean 'urls'?
            key twice              ~ name: a|name: b                                     ~ a.yaml:2: 'name' is there twice
            no name                ~ model: m|spot: {urls: ["http://a/v1"]}              ~ 'name' is missing
            no model               ~ name: a|spot: {urls: ["http://a/v1"]}               ~ 'model' is missing
            no tier                ~ name: a|model: m                                    ~ needs a spot tier, a serverless tier or both
            no url                 ~ name: a|model: m|spot: {urls: []}                   ~ a tier needs urls
            a number as text       ~ name: 5|model: m|spot: {urls: ["http://a/v1"]}      ~ a.yaml:1: 'name' must be text; put it in quotes
            a word as number       ~ name: a|model: m|max_in_flight: many|spot: {urls: ["http://a/v1"]} ~ a.yaml:3: 'max_in_flight' must be a whole number
            a number out of range  ~ name: a|model: m|max_in_flight: 0|spot: {urls: ["http://a/v1"]} ~ max in flight must be 1 to
            a word as flag         ~ name: a|model: m|public: maybe|spot: {urls: ["http://a/v1"]} ~ a.yaml:3: 'public' must be true or false
            a word as list         ~ name: a|model: m|spot: {urls: x}                    ~ 'spot.urls' must be a list
            a word as tier         ~ name: a|model: m|spot: x                            ~ 'spot' must have keys of its own
            no http                ~ name: a|model: m|spot: {urls: ["ftp://a/v1"]}       ~ must be http or https
            a broken url           ~ name: a|model: m|spot: {urls: ["http://a b"]}       ~ is not one that can be read
            an unknown policy      ~ name: a|model: m|spot: {urls: ["http://a/v1"], routing_policy: round-robbin} ~ did you mean 'round-robin'?
            two credentials        ~ name: a|model: m|spot: {urls: ["http://a/v1"], credential: {env: A, file: b}} ~ 'env', in 'file' or in 'provider'
            a tag                  ~ name: !!java.net.URL ["http://a"]                   ~ a.yaml:1: tags (!) are not allowed
            a script tag           ~ !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]] ~ tags (!) are not allowed
            an anchor bomb         ~ a: &a [x]|b: &b [*a,*a]|c: [*b,*b]                  ~ a.yaml:1: anchors and aliases
            a merge key            ~ name: a|<<: {model: m}                              ~ unknown key '<<'
            two documents          ~ name: a|---|name: b                                 ~ a.yaml:
            a list                 ~ - a                                                 ~ holds no keys; the least deployment has
            broken syntax          ~ name: [                                             ~ a.yaml:
            """)
    void mistakesAreNamedWithFileLineAndKey(String mistake, String file, String complaint) {
        assertThatThrownBy(() -> load(file.replace('|', '\n')))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.yaml")
                .hasMessageContaining(complaint);
    }

    @Test
    void deepNestingIsRefusedAndNotRecursedInto() {
        assertThatThrownBy(() -> load("name: " + "[".repeat(10_000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nested deeper than 16 levels");
    }

    @Test
    void aFileOfManyMegabytesIsRefused() {
        assertThatThrownBy(() -> load("#" + "x".repeat(2_000_000))).hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws IOException {
        Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xc3, 0x28});

        assertThatThrownBy(() -> files().load()).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void aCredentialPastedInPlaceOfAVariableNameIsNotRepeated() {
        assertThatThrownBy(() -> load("name: a\nmodel: m\nspot: {urls: ['http://a/v1'], credential: {env: sk-canary}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void twoDeploymentsOfOneModelAreRefused() throws IOException {
        write("a.yaml", LEAST);
        write("b.yaml", LEAST.replace("rack", "shelf"));

        assertThatThrownBy(() -> files().load())
                .hasMessageContaining("b.yaml: model 'Qwen/Qwen3-0.6B' is already that of a.yaml");
    }

    @Test
    void twoDeploymentsOfOneNameAreRefused() throws IOException {
        write("a.yaml", LEAST);
        write("b.yaml", LEAST.replace("Qwen3", "Qwen4"));

        assertThatThrownBy(() -> files().load()).hasMessageContaining("b.yaml: name 'rack' is already that of a.yaml");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        write("a.yaml", "nome: a");
        write("b.yaml", "nume: b");

        assertThatThrownBy(() -> files().load()).hasMessageContaining("'nome'").hasMessageContaining("'nume'");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        write("a.yaml", LEAST);
        write(".b.yaml", "half");
        write("rack.yaml.example", "nome: a");

        assertThat(files().load()).hasSize(1);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new DeploymentFiles(folder.resolve("none"), TestDefaults.ALL).load())
                .hasMessageContaining("there is no folder")
                .hasMessageContaining("--deployments");
    }

    private Deployment load(String text) throws IOException {
        write("a.yaml", text);
        return files().load().getFirst();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private DeploymentFiles files() {
        return new DeploymentFiles(folder, TestDefaults.ALL);
    }
}
