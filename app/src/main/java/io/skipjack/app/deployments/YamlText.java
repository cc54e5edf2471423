package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * YAML as plain data and nothing more: no tags, so nothing can be constructed; no anchors, so nothing can grow; limits on
 * size and nesting. Nodes rather than maps come out, because they know their lines.
 */
public final class YamlText {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_NESTING = 16;

    private YamlText() {}

    /** @throws ConfigException naming file, line and reason if it is not one plain mapping */
    static Section read(String file, String text) {
        return Section.root(
                file,
                mapping(file, text)
                        .orElseThrow(() -> complaint(
                                file,
                                null,
                                "holds no keys; the least deployment has name, model and one tier with urls")));
    }

    /**
     * Empty for a text without any.
     *
     * @throws ConfigException naming file, line and reason if it is anything else than plain data
     */
    public static Optional<MappingNode> mapping(String file, String text) {
        try {
            refuseAllButData(file, text);
            Node root = yaml().compose(new StringReader(text));
            return root instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
        } catch (MarkedYAMLException broken) {
            throw complaint(file, broken.getProblemMark(), String.valueOf(broken.getProblem()));
        } catch (YAMLException limit) {
            throw complaint(file, null, String.valueOf(limit.getMessage()));
        }
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_CHARACTERS);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(limits));
    }

    private static void refuseAllButData(String file, String text) {
        int nesting = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            nesting += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (nesting > MAX_NESTING) {
                throw complaint(file, event.getStartMark(), "is nested deeper than " + MAX_NESTING + " levels");
            }
            boolean alias = event instanceof AliasEvent;
            if (alias || (event instanceof NodeEvent node && node.getAnchor() != null)) {
                throw complaint(file, event.getStartMark(), "anchors and aliases (& and *) are not allowed");
            }
            if (tagged(event)) {
                throw complaint(file, event.getStartMark(), "tags (!) are not allowed");
            }
        }
    }

    private static boolean tagged(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag() != null;
            case CollectionStartEvent collection -> collection.getTag() != null;
            default -> false;
        };
    }

    /** @param mark null where it is about no line */
    public static ConfigException complaint(String file, @Nullable Mark mark, String reason) {
        return new ConfigException(file + (mark == null ? "" : ":" + (mark.getLine() + 1)) + ": " + reason);
    }
}
