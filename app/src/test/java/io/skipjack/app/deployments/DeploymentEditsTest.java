package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentEditsTest {
    private static final Consumer<@Nullable String> NOTHING = before -> {};
    private static final String GOOD = "name: %s\nmodel: %s\nspot: {urls: ['http://a/v1']}\n";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private DeploymentCatalog catalog;

    @SuppressWarnings("NullAway.Init")
    private DeploymentEdits edits;

    @BeforeEach
    void oneDeploymentInAFileOfAnotherName() throws IOException {
        write("first.yml", GOOD.formatted("a", "ma"));
        DeploymentFiles files = new DeploymentFiles(folder, TestDefaults.ALL);
        catalog = new DeploymentCatalog(files);
        edits = new DeploymentEdits(files, catalog);
    }

    @Test
    void aNewDeploymentIsWrittenUnderItsNameAndServedAtOnce() throws IOException {
        String yaml = "name: b\nmodel: mb\ngpu: L4 # ours\n";

        assertThat(edits.put("b", yaml, NOTHING))
                .isEqualTo(new DeploymentEdits.Written(folder.resolve("b.yaml"), true));
        assertThat(Files.readString(folder.resolve("b.yaml"))).isEqualTo(yaml);
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
        assertThat(edits.text("b")).contains(yaml);
    }

    @Test
    void aKnownDeploymentIsWrittenToTheFileThatHoldsIt() throws IOException {
        assertThat(edits.put("a", GOOD.formatted("a", "other"), NOTHING))
                .isEqualTo(new DeploymentEdits.Written(folder.resolve("first.yml"), false));
        assertThat(files()).containsExactly("first.yml");
        assertThat(catalog.current().getFirst().model()).isEqualTo("other");
    }

    @Test
    void aDeploymentIsRemovedWithItsFile() throws IOException {
        assertThat(edits.remove("a", NOTHING)).isTrue();
        assertThat(files()).isEmpty();
        assertThat(names()).isEmpty();
        assertThat(edits.remove("a", NOTHING)).isFalse();
        assertThat(edits.text("a")).isEmpty();
    }

    @Test
    void aMistakeIsNamedAndNothingIsWritten() throws IOException {
        assertThatThrownBy(() -> edits.put("b", "name: b\nmodle: x\n", NOTHING))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("b.yaml:2: unknown key 'modle'; did you mean 'model'?");
        assertThat(files()).containsExactly("first.yml");
    }

    @Test
    void whatClashesWithAnotherFileIsRefused() {
        assertThatThrownBy(() -> edits.put("b", GOOD.formatted("b", "ma"), NOTHING))
                .hasMessageContaining("model 'ma' is already that of");
    }

    @Test
    void aFileForAnotherNameIsRefused() {
        assertThatThrownBy(() -> edits.put("b", GOOD.formatted("c", "mc"), NOTHING))
                .hasMessage("the file is for 'c', not for 'b'");
    }

    @Test
    void aFileThatHoldsAnotherDeploymentIsNotWrittenOver() throws IOException {
        write("b.yaml", GOOD.formatted("c", "mc"));
        catalog.reload();

        assertThatThrownBy(() -> edits.put("b", GOOD.formatted("b", "mb"), NOTHING))
                .hasMessageContaining("b.yaml: holds another deployment");
    }

    @Test
    void aBrokenFileIsRepairedUnderItsOwnName() throws IOException {
        write("b.yaml", "nonsense");
        catalog.reload();
        assertThat(edits.text("b")).contains("nonsense");

        edits.put("b", GOOD.formatted("b", "mb"), NOTHING);
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
        assertThat(catalog.problem()).isEmpty();
    }

    @Test
    void aNewCredentialIsNotTakenOverTheNetwork() throws IOException {
        String secret = "name: %s\nmodel: %s\nspot: {urls: ['%s'], credential: {env: SECRET}}\n";

        assertThatThrownBy(() -> edits.put("b", secret.formatted("b", "mb", "https://evil.example/v1"), NOTHING))
                .hasMessageStartingWith("the credential of upstream 'spot-1' is new");
        assertThat(files()).containsExactly("first.yml");
    }

    @Test
    void aCredentialThatAFileAlreadySendsThereMayGoOn() throws IOException {
        String secret = "name: b\nmodel: %s\nspot: {urls: ['%s'], credential: {env: SECRET}}\n";
        write("b.yaml", secret.formatted("mb", "https://good.example/v1"));
        catalog.reload();

        edits.put("b", secret.formatted("other", "https://good.example/v2"), NOTHING);
        assertThat(catalog.current()).extracting(Deployment::model).contains("other");
        assertThatThrownBy(() -> edits.put("b", secret.formatted("mb", "https://evil.example/v1"), NOTHING))
                .hasMessageContaining("is new");
        assertThatThrownBy(() -> edits.put("b", secret.formatted("mb", "http://good.example/v1"), NOTHING))
                .hasMessageContaining("is new");
    }

    private List<String> names() {
        return catalog.current().stream().map(Deployment::name).toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
