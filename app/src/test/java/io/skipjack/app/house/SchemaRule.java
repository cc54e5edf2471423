package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;

/** Camel's own JSON schema of its YAML, which finds misspelt options without starting Camel. */
final class SchemaRule implements HouseRule {
    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(SchemaRule.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    @Override
    public List<String> check(House house) {
        List<String> found = new ArrayList<>();
        house.routes().forEach(file -> check(file, file.root(), found));
        house.kamelets().forEach(file -> {
            JsonNode from = file.root().path("spec").path("template").path("from");
            JsonNode list = JsonNodeFactory.instance
                    .arrayNode()
                    .add(JsonNodeFactory.instance.objectNode().set("from", from));
            check(file, list, found);
        });
        return found;
    }

    private void check(YamlFile file, JsonNode node, List<String> found) {
        schema.validate(node).forEach(message -> found.add(file.problem(message.getMessage())));
    }
}
