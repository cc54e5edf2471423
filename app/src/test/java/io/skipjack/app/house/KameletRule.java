package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.kamelet.KameletDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Kamelet documents its front: name, title, description, and each property with type, unit and default. One that is a
 * provider has seven operations in one file, which may be longer for it; two of its properties are read by Java.
 */
final class KameletRule implements HouseRule {
    private static final int MOST_LINES = 120;
    private static final int MOST_LINES_OF_A_PROVIDER = 180;
    private static final String PROVIDER = "provider-";
    private static final Set<String> READ_BY_JAVA =
            Set.of(KameletDefinition.ENDPOINT, KameletDefinition.INFERENCE_DOMAINS);
    private static final Pattern KIND = Pattern.compile(".*-(source|sink|action)");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|apikey|accesskey|credential).*");
    private static final Pattern MEASURED = Pattern.compile(".*(Timeout|Interval|Period|Delay|Duration|Bytes|Size|Ms)");
    private static final Pattern UNIT = Pattern.compile("\\(.+\\)");

    @Override
    public List<String> check(House house) {
        List<String> found = new ArrayList<>();
        for (YamlFile file : house.kamelets()) {
            checkFront(file, found);
            JsonNode definition = file.root().path("spec").path("definition");
            definition
                    .path("properties")
                    .properties()
                    .forEach(field -> checkProperty(file, field.getKey(), field.getValue(), definition, found));
            checkUse(file, definition.path("properties"), found);
        }
        return found;
    }

    private static void checkFront(YamlFile file, List<String> found) {
        JsonNode definition = file.root().path("spec").path("definition");
        if (!file.root().path("metadata").path("name").asText().equals(file.name())) {
            found.add(file.problem("metadata.name must be " + file.name()));
        }
        if (!isProvider(file) && !KIND.matcher(file.name()).matches()) {
            found.add(file.problem("the name must end in -source, -sink or -action, or begin with provider-"));
        }
        if (definition.path("title").asText().isBlank()
                || definition.path("description").asText().isBlank()) {
            found.add(file.problem("the definition needs a title and a description"));
        }
        int most = isProvider(file) ? MOST_LINES_OF_A_PROVIDER : MOST_LINES;
        if (file.lines() > most) {
            found.add(file.problem("%d lines, at most %d".formatted(file.lines(), most)));
        }
    }

    private static boolean isProvider(YamlFile file) {
        return file.name().startsWith(PROVIDER);
    }

    private static void checkProperty(
            YamlFile file, String name, JsonNode property, JsonNode definition, List<String> found) {
        for (String field : List.of("title", "description", "type")) {
            if (property.path(field).asText().isBlank()) {
                found.add(file.problem("%s needs a %s".formatted(name, field)));
            }
        }
        boolean required = false;
        for (JsonNode item : definition.path("required")) {
            required |= item.asText().equals(name);
        }
        if (!required && !property.has("default")) {
            found.add(file.problem("%s needs a default, or to be required".formatted(name)));
        }
        boolean measured =
                List.of("integer", "number").contains(property.path("type").asText())
                        || MEASURED.matcher(name).matches();
        if (measured && !UNIT.matcher(property.path("description").asText()).find()) {
            found.add(file.problem("%s needs its unit in the description, in brackets".formatted(name)));
        }
        if (SECRET.matcher(name).matches() && !property.path("format").asText().equals("password")) {
            found.add(file.problem("%s is a secret and needs format: password".formatted(name)));
        }
    }

    private static void checkUse(YamlFile file, JsonNode properties, List<String> found) {
        Set<String> used =
                new HashSet<>(Placeholders.in(file.root().path("spec").path("template")));
        if (isProvider(file)) {
            used.addAll(READ_BY_JAVA);
        }
        properties.properties().forEach(field -> {
            if (!used.contains(field.getKey())) {
                found.add(file.problem("%s is declared but not used".formatted(field.getKey())));
            }
        });
    }
}
