package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping in a file, read key by key; what it does not like it names with file, line and key. */
final class Section {
    private final String file;
    private final String path;
    private final Node place;
    private final Map<String, Node> values;

    private Section(String file, String path, MappingNode mapping) {
        this.file = file;
        this.path = path;
        this.place = mapping;
        this.values = values(mapping);
    }

    static Section root(String file, MappingNode mapping) {
        return new Section(file, "", mapping);
    }

    private Map<String, Node> values(MappingNode mapping) {
        Map<String, Node> found = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw complaint(tuple.getKeyNode(), "a key must be a word");
            }
            if (found.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                throw complaint(key, named(key.getValue()) + " is there twice");
            }
        }
        return found;
    }

    /** Refuses any key but these. */
    Section allowing(Collection<String> known) {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw complaint(
                        entry.getValue(), "unknown key " + named(entry.getKey()) + Nearest.hint(entry.getKey(), known));
            }
        }
        return this;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> complaint(place, named(key) + " is missing"));
    }

    Optional<String> optionalText(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> text(value, named(key)));
    }

    int integer(String key, int absent) {
        Node value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof ScalarNode scalar && scalar.getValue().matches("[+-]?[0-9]{1,9}")) {
            return Integer.parseInt(scalar.getValue());
        }
        throw complaint(value, named(key) + " must be a whole number");
    }

    boolean flag(String key, boolean absent) {
        Node value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof ScalarNode scalar && value.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw complaint(value, named(key) + " must be true or false");
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            texts.add(text(item, "each of " + named(key)));
        }
        return texts;
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(key)) {
            sections.add(section(item, key + "[" + sections.size() + "]"));
        }
        return sections;
    }

    Optional<Section> section(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> section(value, key));
    }

    /** For what only the domain knows to be wrong: the complaint gets file, line and section in front. */
    ConfigException complaint(String reason) {
        return complaint(place, path.isEmpty() ? reason : "'" + path + "': " + reason);
    }

    private Section section(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            return new Section(file, dotted(key), mapping);
        }
        throw complaint(node, named(key) + " must have keys of its own");
    }

    private List<Node> items(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw complaint(value, named(key) + " must be a list");
    }

    private String text(Node node, String name) {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.STR)) {
            return scalar.getValue();
        }
        throw complaint(node, name + " must be text; put it in quotes");
    }

    private String named(String key) {
        return "'" + dotted(key) + "'";
    }

    private String dotted(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private ConfigException complaint(Node node, String reason) {
        return YamlText.complaint(file, node.getStartMark(), reason);
    }
}
