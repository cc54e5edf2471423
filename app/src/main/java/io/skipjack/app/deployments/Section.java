package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Dollars;
import io.skipjack.app.config.Nearest;
import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping in a file, read key by key; what it does not like it names with file, line and key. */
final class Section {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");

    private final String file;
    private final String path;
    private final Node place;
    private final Map<String, Node> values;

    private Section(String file, String path, MappingNode mapping, Node place) {
        this.file = file;
        this.path = path;
        this.place = place;
        this.values = values(mapping);
    }

    static Section root(String file, MappingNode mapping) {
        return new Section(file, "", mapping, mapping);
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

    /** A word that YAML may take for a number, such as {@code 4090}. */
    String word(String key) {
        Node value = values.get(key);
        if (value == null) {
            throw complaint(place, named(key) + " is missing");
        }
        return word(value, named(key));
    }

    /** One of the constants, written in lower case. */
    <E extends Enum<E>> E choice(String key, List<E> constants, E absent) {
        String said = optionalText(key).orElse(null);
        if (said == null) {
            return absent;
        }
        List<String> labels =
                constants.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        int at = labels.indexOf(said);
        if (at < 0) {
            throw complaint(key, "must be " + String.join(" or ", labels) + Nearest.hint(said, labels));
        }
        return constants.get(at);
    }

    double number(String key, double absent) {
        Node value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof ScalarNode scalar && scalar.getValue().matches("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Double.parseDouble(scalar.getValue());
        }
        throw complaint(value, named(key) + " must be a number");
    }

    /** {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, or a bare number of seconds as Tuna has it. */
    Optional<Duration> optionalDuration(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> {
            Matcher parts = DURATION.matcher(word(value, named(key)));
            if (!parts.matches()) {
                throw complaint(value, named(key) + " must be a duration such as 5s or 2m, or a number of seconds");
            }
            long amount = Long.parseLong(parts.group(1));
            return switch (parts.group(2) == null ? "s" : parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofSeconds(amount);
            };
        });
    }

    Optional<Money> optionalMoney(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> {
            try {
                return Dollars.read(word(value, named(key)));
            } catch (IllegalArgumentException noAmount) {
                throw complaint(value, named(key) + " " + noAmount.getMessage());
            }
        });
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

    /** The items of a list, or the one thing that stands there without a list, each a word or a mapping. */
    <T> List<T> each(String key, Function<String, T> ofWord, Function<Section, T> ofSection) {
        Node value = values.get(key);
        List<T> all = new ArrayList<>();
        for (Node item : value == null || value instanceof SequenceNode ? items(key) : List.of(value)) {
            try {
                all.add(
                        item instanceof MappingNode
                                ? ofSection.apply(section(item, key))
                                : ofWord.apply(word(item, named(key))));
            } catch (IllegalArgumentException rule) {
                throw complaint(item, named(key) + ": " + rule.getMessage());
            }
        }
        return all;
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

    /** A section that is not in the file, and so says nothing. */
    Section empty(String key) {
        return new Section(file, dotted(key), new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.AUTO), place);
    }

    /** Refuses any name but these, which it lists in their order. */
    void requireKnown(String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw complaint("there is no " + what + " '" + name + "', only " + String.join(", ", known)
                    + Nearest.hint(name, known));
        }
    }

    /** What the domain makes of this section; a rule it breaks is complained of with file, line and section in front. */
    <T> T ruled(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException rule) {
            throw complaint(String.valueOf(rule.getMessage()));
        }
    }

    /** For what only the domain knows to be wrong: the complaint gets file, line and section in front. */
    ConfigException complaint(String reason) {
        return complaint(place, path.isEmpty() ? reason : "'" + path + "': " + reason);
    }

    /** For a key that is there. */
    ConfigException complaint(String key, String reason) {
        return complaint(values.getOrDefault(key, place), named(key) + " " + reason);
    }

    private Section section(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            return new Section(file, dotted(key), mapping, mapping);
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

    private String word(Node node, String name) {
        if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
            return scalar.getValue().strip();
        }
        throw complaint(node, name + " must be one word");
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
