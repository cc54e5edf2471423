package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a provider's Kamelet as YAML, without Camel, and finds what can be found wrong with it without calling it. */
final class KameletReader {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private KameletReader() {}

    /** @throws IllegalArgumentException with the file and what is wrong, in one sentence */
    static KameletDefinition read(String file, String kamelet, String text) {
        try {
            return definition(file, kamelet, root(file, text));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s: %s".formatted(file, wrong.getMessage()), wrong);
        }
    }

    private static KameletDefinition definition(String file, String kamelet, JsonNode root) {
        require(root.path("kind").asText().equals("Kamelet"), "it needs kind: Kamelet");
        String called = root.path("metadata").path("name").asText();
        require(called.equals(kamelet), "metadata.name must be %s, was '%s'".formatted(kamelet, called));
        String name = kamelet.substring(KameletDefinition.PREFIX.length());
        require(name.matches("[a-z][a-z0-9]*"), "a provider is called in small letters and digits, not '" + name + "'");
        JsonNode definition = root.path("spec").path("definition");
        KameletNotes notes = new KameletNotes(root.path("metadata").path("annotations"));
        List<KameletProperty> properties = properties(definition);
        KameletSteps steps = new KameletSteps(root.path("spec").path("template"));
        steps.check(properties.stream().map(KameletProperty::name).toList());
        return new KameletDefinition(
                file,
                name,
                definition.path("title").asText(name).replaceFirst("^Provider ", ""),
                properties,
                notes.gpus(),
                notes.phases(),
                notes.coldStart(),
                notes.billing(),
                notes.limits(),
                notes.urlPath(),
                notes.absent(),
                steps.operations());
    }

    private static List<KameletProperty> properties(JsonNode definition) {
        Set<String> required = new HashSet<>();
        definition.path("required").forEach(each -> required.add(each.asText()));
        List<KameletProperty> properties = new ArrayList<>();
        definition
                .path("properties")
                .properties()
                .forEach(each -> properties.add(
                        KameletProperty.of(each.getKey(), each.getValue(), required.remove(each.getKey()))));
        require(required.isEmpty(), "required names %s, which is no property".formatted(required));
        for (String needed : List.of(KameletDefinition.ENDPOINT, KameletDefinition.INFERENCE_DOMAINS)) {
            require(
                    properties.stream().anyMatch(each -> each.name().equals(needed)),
                    "the property %s is missing".formatted(needed));
        }
        return properties;
    }

    private static JsonNode root(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            return MAPPER.valueToTree(new Load(settings).loadFromString(text));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1))
                    .orElse("");
            throw new IllegalArgumentException("it is no YAML%s (%s)".formatted(line, e.getProblem()), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("it is no YAML", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
