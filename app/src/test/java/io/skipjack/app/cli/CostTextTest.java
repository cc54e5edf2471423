package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CostTextTest {
    private static final String COST = """
            {"from":"2026-11-28T10:00:00Z","until":"2026-11-29T10:00:00Z","total":{"dollars":3},
             "keys":[{"key":"key-1","name":"laptop","dollars":2.5,"requests":4,"failed":1,
                      "prompt_tokens":10,"completion_tokens":20},
                     {"key":"(idle)","name":null,"dollars":0.5,"requests":0,"failed":0,
                      "prompt_tokens":0,"completion_tokens":0}],
             "models":[{"model":"qwen","dollars":3,"requests":4,"failed":1,
                      "prompt_tokens":10,"completion_tokens":20}]}
            """;

    @Test
    void keysAreShownWithTheirNames() throws IOException {
        assertThat(String.join("\n", new CostText(cost(), Terminal.here()).parts(CostCommand.By.KEY)))
                .containsPattern("KEY +NAME +SPENT")
                .containsPattern("key-1 +laptop +\\$2.50 +4 +1 +30")
                .containsPattern("\\(idle\\) +- +\\$0.50");
        assertThat(new CostCsv(cost()).parts(CostCommand.By.KEY))
                .startsWith("from,until,key,name,dollars,requests,failed,prompt_tokens,completion_tokens")
                .contains("2026-11-28T10:00:00Z,2026-11-29T10:00:00Z,key-1,laptop,2.5,4,1,10,20");
    }

    @Test
    void modelsHaveNoOtherName() throws IOException {
        assertThat(String.join("\n", new CostText(cost(), Terminal.here()).parts(CostCommand.By.MODEL)))
                .containsPattern("MODEL +SPENT")
                .containsPattern("qwen +\\$3.00 +4 +1 +30");
        assertThat(new CostCsv(cost()).parts(CostCommand.By.MODEL).getFirst()).startsWith("from,until,model,dollars");
    }

    private static JsonNode cost() throws IOException {
        return JsonMapper.builder().build().readTree(COST);
    }
}
