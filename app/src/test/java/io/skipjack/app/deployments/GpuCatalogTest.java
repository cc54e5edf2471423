package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCatalogTest {
    @TempDir
    Path folder;

    @Test
    void aFolderWithoutTheFileMeansTheListBuiltIn() {
        assertThat(GpuCatalog.in(folder).models())
                .hasSize(18)
                .contains(new GpuModel("L4", 24, "ada", List.of()), new GpuModel("H200", 141, "hopper", List.of()));
    }

    @Test
    void theFileTakesThePlaceOfTheListBuiltIn() throws IOException {
        Files.writeString(
                folder.resolve("gpus.yaml"), "gpus:\n  - {name: X1, memory_gb: 8, architecture: new, aliases: [x]}\n");

        assertThat(GpuCatalog.in(folder).models()).containsExactly(new GpuModel("X1", 8, "new", List.of("x")));
    }

    @ParameterizedTest
    @CsvSource({"l4, L4", "A100, A100_80GB", "a100-40gb, A100_40GB", "4090, RTX4090", "H100MIG, H100_MIG"})
    void aliasesAndCasesMeanTheSame(String word, String name) {
        assertThat(GpuCatalog.builtIn().require(word).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '`', textBlock = """
            gpu: []                                                          ~ unknown key 'gpu'; did you mean 'gpus'?
            gpus: [{name: A, memory_gb: 1, architecture: a, price: 1}]       ~ unknown key 'gpus[0].price'
            gpus: [{name: A, memory_gb: 0, architecture: a}]                 ~ 'memory_gb' must be 1 to
            gpus: [{name: A, memory_gb: 1}]                                  ~ 'gpus[0].architecture' is missing
            gpus: [{name: A, memory_gb: 1, architecture: a, aliases: [a]}]   ~ the GPU catalog uses the name 'a' twice
            """)
    void mistakesAreNamed(String text, String complaint) {
        assertThatThrownBy(() -> GpuCatalog.read("gpus.yaml", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint);
    }
}
