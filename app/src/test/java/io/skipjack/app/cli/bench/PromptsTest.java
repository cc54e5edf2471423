package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private static final Prompts PROMPTS = new Prompts(1);

    @Test
    void aPromptHasAWordForEachToken() {
        assertThat(words(Ask.of(1, 1), 0)).hasSize(1);
        assertThat(words(Ask.of(1000, 1), 0)).hasSize(1000).doesNotContain("");
        assertThat(words(new Ask(1300, 1, List.of(1L, 2L)), 0)).hasSize(1300);
        assertThat(words(new Ask(600, 1, List.of(1L, 2L, 3L)), 0)).hasSize(600);
    }

    @Test
    void equalBlocksAreEqualPrefixes() {
        List<String> one = words(new Ask(1024, 1, List.of(5L, 6L)), 1);
        List<String> other = words(new Ask(1000, 1, List.of(5L, 9L)), 2);

        assertThat(other.subList(0, 512)).isEqualTo(one.subList(0, 512));
        assertThat(other.subList(512, 600)).isNotEqualTo(one.subList(512, 600));
    }

    @Test
    void otherPromptsDifferFromTheirBeginning() {
        assertThat(words(Ask.of(20, 1), 1)).isEqualTo(words(Ask.of(20, 1), 1));
        assertThat(words(Ask.of(20, 1), 1)).isNotEqualTo(words(Ask.of(20, 1), 2));
        assertThat(new Prompts(2).text(Ask.of(20, 1), 1)).isNotEqualTo(PROMPTS.text(Ask.of(20, 1), 1));
    }

    @Test
    void aRequestIsJsonWhateverTheModelsName() throws Exception {
        RequestBody body = new RequestBody("a\"b\\c", true, true);

        JsonNode json = JsonMapper.builder().build().readTree(body.bytes(Ask.of(3, 17), "way day man"));

        assertThat(json.path("model").asText()).isEqualTo("a\"b\\c");
        assertThat(json.at("/messages/0/content").asText()).isEqualTo("way day man");
        assertThat(json.path("max_tokens").asInt()).isEqualTo(17);
        assertThat(json.path("ignore_eos").asBoolean()).isTrue();
        assertThat(json.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    private static List<String> words(Ask ask, long number) {
        return List.of(PROMPTS.text(ask, number).split(" ", -1));
    }
}
