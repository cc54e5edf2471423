package io.skipjack.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file flattened to its keys and values, each with its line. Camel's own line numbers are off by one for parts
 * of a file and missing from most of its exceptions; this is where ours come from.
 */
final class YamlOutline {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ENTRIES = 20_000;

    /**
     * @param path keys and indexes from the root, such as {@code /0/route/from/uri}
     * @param key the last key on that path that is not an index
     * @param value the scalar, empty when the value is a map or list
     */
    record Entry(String path, String key, String value, int line) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<RouteProblem> problems = new ArrayList<>();
    private final RouteFile file;

    private YamlOutline(RouteFile file) {
        this.file = file;
    }

    static YamlOutline of(RouteFile file) {
        YamlOutline outline = new YamlOutline(file);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file.path()).build();
            if (tooDeep(settings, file.text())) {
                outline.problems.add(file.problem(0, "this is nested deeper than " + MAX_DEPTH + " levels"));
                return outline;
            }
            new Compose(settings)
                    .composeString(file.text())
                    .ifPresentOrElse(
                            root -> outline.flatten(root, new Entry("", "", "", line(root)), 0),
                            () -> outline.problems.add(file.problem(0, "the file is empty")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> mark.getLine() + 1)
                    .orElse(0);
            outline.problems.add(file.problem(line, "this is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            outline.problems.add(file.problem(0, "this is not YAML: " + e.getMessage()));
        }
        return outline;
    }

    /** Found in the parser's events: composing, here and in Camel, calls itself for each level. */
    private static boolean tooDeep(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                return true;
            }
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
        }
        return false;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Syntax errors and keys given twice; empty when the file may be used. */
    List<RouteProblem> problems() {
        return problems;
    }

    Optional<Entry> at(String path) {
        return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    String valueAt(String path) {
        return at(path).map(Entry::value).orElse("");
    }

    /** The keys or items directly under a path. */
    List<Entry> under(String path) {
        String prefix = path + "/";
        return entries.stream()
                .filter(entry -> entry.path().startsWith(prefix) && entry.path().indexOf('/', prefix.length()) < 0)
                .toList();
    }

    /** The line of the first value or key that holds the text, 0 when none does. */
    int lineOf(String text) {
        return entries.stream()
                .filter(entry -> entry.value().contains(text) || entry.key().equals(text))
                .mapToInt(Entry::line)
                .findFirst()
                .orElse(0);
    }

    /** What the file says, without comments, order of lines on the page or style of quoting. */
    List<String> shape() {
        return entries.stream().map(entry -> entry.path() + "=" + entry.value()).toList();
    }

    private void flatten(Node node, Entry place, int depth) {
        if (depth > MAX_DEPTH || entries.size() > MAX_ENTRIES) {
            throw new YamlEngineException("too deep or too long");
        }
        switch (node) {
            case ScalarNode scalar ->
                entries.add(new Entry(place.path(), place.key(), scalar.getValue(), line(scalar)));
            case SequenceNode sequence -> {
                entries.add(place);
                int index = 0;
                for (Node item : sequence.getValue()) {
                    flatten(item, new Entry(place.path() + "/" + index++, place.key(), "", line(item)), depth + 1);
                }
            }
            case MappingNode mapping -> {
                entries.add(place);
                flattenMap(mapping, place, depth);
            }
            default -> throw new YamlEngineException("unexpected " + node.getNodeType());
        }
    }

    private void flattenMap(MappingNode mapping, Entry place, int depth) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            int line = line(tuple.getKeyNode());
            if (!seen.add(name)) {
                problems.add(file.problem(line, "%s is given twice".formatted(name)));
            }
            flatten(tuple.getValueNode(), new Entry(place.path() + "/" + name, name, "", line), depth + 1);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
