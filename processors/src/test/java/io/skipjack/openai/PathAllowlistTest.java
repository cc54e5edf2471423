package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 35: only the exact paths named. */
class PathAllowlistTest {
    private final PathAllowlist paths = PathAllowlist.of(PathAllowlist.DEFAULT_PATTERNS);

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,CHAT",
        "/v1/completions,COMPLETIONS",
        "/v1/embeddings,EMBEDDINGS",
        "/v1/responses,RESPONSES",
        "/v1/messages,MESSAGES",
        "/v1/audio/transcriptions,AUDIO",
        "/v1/audio/speech,AUDIO",
        "/v1/rerank,OTHER",
        "/tokenize,OTHER"
    })
    void knowsWhatAPathAsksFor(String path, Operation operation) {
        assertThat(paths.operation(path)).isEqualTo(operation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v1",
                "/v1/",
                "/v1/chat",
                "/v1/chat/completions/",
                "/v1/chat//completions",
                "//v1/chat/completions",
                "/V1/chat/completions",
                "/v1/../router/config",
                "/v1/chat/../completions",
                "/v1/%63ompletions",
                "/v1/completions%2f",
                "/v1/completions;x=1",
                "/v1/completions?x",
                "http://a/v1/completions",
                "*",
                "v1/completions",
                "/v1/audio",
                "/v1/audio/",
                "/v1/audio/.",
                "/v1/audio/..",
                "/v1/audio/../../pause",
                "/v1/audio/a/b",
                "/v1/audio/%2e%2e",
                "/v1/audio/a%2fb",
                "/v1/audio/a;b",
                "/v1/audio/a b",
                "/v1/audio/*",
                "/v1/audio/a\\b",
                "/metrics",
                "/v1/load_lora_adapter",
                "/v1/completions\u0000",
                "/v1/audio/é",
                "/v1/completions#x",
                "/pause"
            })
    void matchesNothingElse(String path) {
        assertThat(paths.operation(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/*",
                "/v1/*/x",
                "v1/x",
                "/v1/x/",
                "/v1//x",
                "/v1/../x",
                "/v1/%41",
                "/v1/**",
                "/v1/a*",
                "/v1/x?y"
            })
    void refusesAPatternThatIsNeither(String pattern) {
        assertThatThrownBy(() -> PathAllowlist.of(List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path pattern");
    }

    @Test
    void takesFoldersOfOtherNames() {
        PathAllowlist own = PathAllowlist.of(List.of("/v1/images/*"));

        assertThat(own.operation("/v1/images/generations")).isEqualTo(Operation.OTHER);
        assertThat(own.operation("/v1/chat/completions")).isNull();
    }

    @Property(tries = 1000)
    void neverThrows(@ForAll String path) {
        paths.operation(path);
        paths.operation("/v1/audio/" + path);
    }
}
