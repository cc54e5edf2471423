package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void createPrintsTheKeyAloneOnStandardOutput() {
        Typed typed = keys("create", "laptop");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).matches("sk-[A-Za-z0-9_-]{43}");
        assertThat(typed.err()).contains("laptop").doesNotContain(typed.out());
    }

    @Test
    void listNeverShowsAKey() {
        String key = keys("create", "laptop").out();

        assertThat(keys("list").out()).contains("laptop", "active").doesNotContain(key.substring(3));
        assertThat(keys("list", "--output", "json").out()).doesNotContain(key.substring(3));
    }

    @Test
    void jsonIsForPrograms() throws IOException {
        JsonNode created =
                JSON.readTree(keys("create", "laptop", "--output", "json").out());
        JsonNode revoked =
                JSON.readTree(keys("revoke", "laptop", "--output", "json").out());
        JsonNode listed = JSON.readTree(keys("list", "--output", "json").out());

        assertThat(created.path("key").textValue()).startsWith("sk-");
        assertThat(revoked.path("id")).isEqualTo(created.path("id"));
        assertThat(listed.path(0).path("revoked").textValue()).isNotEmpty();
    }

    @Test
    void whatGoesWrongIsOneSentenceAndExitCodeOne() throws IOException {
        assertThat(keys("revoke", "laptop")).isEqualTo(new Typed(1, "", "there is no key 'laptop'"));

        Files.writeString(folder.resolve("keys.json"), "nonsense");
        assertThat(keys("list").err().lines()).hasSize(1);
    }

    @Test
    void anEmptyListSaysWhatToDo() {
        assertThat(keys("list").out()).isEqualTo("There are no keys yet; make one with: skipjack keys create NAME");
    }

    private Typed keys(String command, String... args) {
        String[] line = new String[args.length + 4];
        line[0] = "keys";
        line[1] = command;
        System.arraycopy(args, 0, line, 2, args.length);
        line[args.length + 2] = "--data-dir";
        line[args.length + 3] = folder.toString();
        return Typed.run(line);
    }
}
