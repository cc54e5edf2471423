package io.skipjack.openai;

import static io.skipjack.openai.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsJsonTest {
    private static final ServedModel RACK =
            new ServedModel("Qwen/Qwen3-0.6B", Instant.parse("2026-01-02T03:04:05.678Z"), "rack");
    private static final String RACK_JSON =
            "{\"id\":\"Qwen/Qwen3-0.6B\",\"object\":\"model\",\"created\":1767323045,\"owned_by\":\"rack\"}";

    @Test
    void writesOneModel() {
        assertThat(text(ModelsJson.one(RACK))).isEqualTo(RACK_JSON);
    }

    @Test
    void writesAList() {
        assertThat(text(ModelsJson.list(List.of()))).isEqualTo("{\"object\":\"list\",\"data\":[]}");
        assertThat(text(ModelsJson.list(List.of(RACK, RACK))))
                .isEqualTo("{\"object\":\"list\",\"data\":[" + RACK_JSON + "," + RACK_JSON + "]}");
    }

    @Test
    void escapesNames() {
        assertThat(JsonTree.object(ModelsJson.one(new ServedModel("a\"\n", Instant.EPOCH, "\\"))))
                .containsEntry("id", "a\"\n");
    }
}
