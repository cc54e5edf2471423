package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentCatalogTest {
    private static final String GOOD = "name: %s\nmodel: %s\nspot: {urls: ['http://a/v1']}\n";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void oneDeployment() throws IOException {
        write("a.yaml", GOOD.formatted("a", "a"));
    }

    @Test
    void aNewFileIsTakenUpAndTold() throws IOException {
        DeploymentCatalog catalog = catalog();
        write("b.yaml", GOOD.formatted("b", "b"));
        catalog.reload();

        assertThat(names(catalog.current())).containsExactly("a", "b");
        assertThat(told).containsExactly("[a, b]");
    }

    @Test
    void aDeletedFileIsTakenUp() throws IOException {
        DeploymentCatalog catalog = catalog();
        Files.delete(folder.resolve("a.yaml"));
        catalog.reload();

        assertThat(catalog.current()).isEmpty();
    }

    @Test
    void nothingIsToldWhenNothingChanged() {
        catalog().reload();

        assertThat(told).isEmpty();
    }

    @Test
    void aBadFileKeepsTheOldOnesAndIsReported() throws IOException {
        DeploymentCatalog catalog = catalog();
        write("a.yaml", "name: a\nmodle: a\n");
        catalog.reload();

        assertThat(names(catalog.current())).containsExactly("a");
        assertThat(catalog.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("a.yaml:2"));
        assertThat(told).isEmpty();
    }

    @Test
    void aRepairedFileEndsTheReport() throws IOException {
        DeploymentCatalog catalog = catalog();
        write("a.yaml", "nonsense");
        catalog.reload();
        write("a.yaml", GOOD.formatted("a", "a2"));
        catalog.reload();

        assertThat(catalog.problem()).isEmpty();
        assertThat(catalog.current().getFirst().model()).isEqualTo("a2");
    }

    @Test
    void aFolderThatVanishesAndComesBackIsSurvived() throws IOException {
        DeploymentCatalog catalog = catalog();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        catalog.reload();
        assertThat(names(catalog.current())).containsExactly("a");
        assertThat(catalog.problem()).isPresent();

        Files.move(away, folder);
        catalog.reload();
        assertThat(catalog.problem()).isEmpty();
    }

    @Test
    void aBadFileAtTheStartStopsIt() throws IOException {
        write("a.yaml", "nonsense");

        assertThatThrownBy(this::catalog).isInstanceOf(ConfigException.class);
    }

    private DeploymentCatalog catalog() {
        DeploymentCatalog catalog = new DeploymentCatalog(new DeploymentFiles(folder, TestDefaults.ALL));
        catalog.onChange(deployments -> told.add(names(deployments).toString()));
        return catalog;
    }

    private static List<String> names(List<Deployment> deployments) {
        return deployments.stream().map(Deployment::name).toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
