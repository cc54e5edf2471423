package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A YAML file with its text, its tree, and its tree laid flat. */
record YamlFile(Path path, String name, String text, JsonNode root) {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    /** A scalar with the key it stands under; list items stand under their list's key. */
    record Scalar(String key, String value) {}

    static List<YamlFile> in(Path folder, String suffix) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            List<YamlFile> files = new ArrayList<>();
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList()) {
                files.add(read(path, suffix));
            }
            return files;
        }
    }

    static YamlFile read(Path path, String suffix) throws IOException {
        String text = Files.readString(path);
        String file = path.getFileName().toString();
        return new YamlFile(path, file.substring(0, file.length() - suffix.length()), text, MAPPER.readTree(text));
    }

    /** {@code routes/spot.camel.yaml: reason}. */
    String problem(String reason) {
        Path whole = path.toAbsolutePath();
        return "%s: %s".formatted(whole.subpath(whole.getNameCount() - 2, whole.getNameCount()), reason);
    }

    /** Lines that say something: no blank ones, no comments. */
    long lines() {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .count();
    }

    /** The bodies of the list's items of one kind, such as {@code route}. */
    List<JsonNode> items(String kind) {
        List<JsonNode> items = new ArrayList<>();
        root.forEach(item -> {
            if (item.has(kind)) {
                items.add(item.get(kind));
            }
        });
        return items;
    }

    List<Scalar> scalars() {
        return scalars(root);
    }

    static List<Scalar> scalars(JsonNode node) {
        List<Scalar> scalars = new ArrayList<>();
        flatten("", node, scalars);
        return scalars;
    }

    private static void flatten(String key, JsonNode node, List<Scalar> scalars) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(field.getKey(), field.getValue(), scalars));
        } else if (node.isArray()) {
            node.forEach(item -> flatten(key, item, scalars));
        } else {
            scalars.add(new Scalar(key, node.asText()));
        }
    }
}
