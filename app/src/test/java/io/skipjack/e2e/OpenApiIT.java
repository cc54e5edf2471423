package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is one, and says what the REST definitions in {@code routes} say. */
class OpenApiIT {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void itHoldsEveryVerbOfTheDefinitionsAndTheRoleEachTakes() throws IOException {
        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(TestRouter.shared().operatorsGet("/api/openapi.json"));
        OpenAPI document = parsed.getOpenAPI();

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(document.getInfo().getTitle()).isEqualTo("Skipjack admin API");
        assertThat(document.getInfo().getVersion()).isNotBlank();
        assertThat(document.getComponents()
                        .getSecuritySchemes()
                        .get("operatorKey")
                        .getScheme())
                .isEqualTo("bearer");
        assertThat(document.getComponents().getSecuritySchemes()).containsOnlyKeys("operatorKey", "password");
        Map<String, String> told = new TreeMap<>();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> told.put(method + " " + path, words(operation))));
        assertThat(told).isEqualTo(defined());
    }

    private static String words(Operation operation) {
        assertThat(operation.getResponses()).containsKeys("200", "401", "403");
        return operation.getOperationId() + ": " + operation.getSummary() + " "
                + operation.getSecurity().getFirst().get("operatorKey");
    }

    private static Map<String, String> defined() throws IOException {
        Map<String, String> verbs = new TreeMap<>();
        for (JsonNode rest : rests()) {
            rest.properties().stream()
                    .filter(field -> VERBS.contains(field.getKey()))
                    .forEach(field -> field.getValue()
                            .forEach(verb -> verbs.put(
                                    field.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                            + rest.path("path").asText()
                                            + verb.path("path").asText(),
                                    verb.path("id").asText() + ": "
                                            + verb.path("description").asText() + " ["
                                            + verb.path("security")
                                                    .path(0)
                                                    .path("scopes")
                                                    .asText() + "]")));
        }
        return verbs;
    }

    private static List<JsonNode> rests() throws IOException {
        List<JsonNode> rests = new ArrayList<>();
        try (Stream<Path> files = Files.list(TestRouter.project().resolve("routes"))) {
            for (Path file : files.toList()) {
                new YAMLMapper().readTree(Files.readString(file)).forEach(item -> {
                    if (item.has("rest")) {
                        rests.add(item.get("rest"));
                    }
                });
            }
        }
        return rests;
    }
}
