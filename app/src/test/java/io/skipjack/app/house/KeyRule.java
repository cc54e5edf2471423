package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every key that YAML uses is in application.yaml with its default, and no key there is left that nobody reads. */
final class KeyRule implements HouseRule {
    private static final String OURS = "skipjack.";

    @Override
    public List<String> check(House house) {
        Set<String> defined = new HashSet<>();
        collect("", house.application().root(), defined);
        Set<String> used = new HashSet<>(house.javaKeys());
        List<String> found = new ArrayList<>();
        for (YamlFile file : house.routes()) {
            checkUses(file, Set.of(), defined, used, found);
        }
        for (YamlFile file : house.kamelets()) {
            Set<String> own = new HashSet<>(Set.of("routeId", "templateId"));
            file.root()
                    .path("spec")
                    .path("definition")
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(own::add);
            file.root()
                    .path("spec")
                    .path("template")
                    .path("beans")
                    .forEach(bean -> own.add(bean.path("name").asText()));
            checkUses(file, own, defined, used, found);
        }
        defined.stream()
                .filter(key -> key.startsWith(OURS) && !used.contains(key))
                .sorted()
                .forEach(key -> found.add(house.application().problem("nobody uses %s".formatted(key))));
        return found;
    }

    private static void checkUses(
            YamlFile file, Set<String> own, Set<String> defined, Set<String> used, List<String> found) {
        for (String key : Placeholders.in(file.root())) {
            used.add(key);
            if (!own.contains(key) && !defined.contains(key)) {
                found.add(file.problem("%s is not in config/application.yaml".formatted(key)));
            }
        }
    }

    /** Lists count as one key, as they do for Spring's records. */
    private static void collect(String prefix, JsonNode node, Set<String> keys) {
        if (!node.isObject()) {
            keys.add(prefix);
            return;
        }
        node.properties()
                .forEach(field -> collect(
                        prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(), field.getValue(), keys));
    }
}
