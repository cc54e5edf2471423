package io.skipjack.app.cli;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.DataDirectory;
import io.skipjack.app.config.Nearest;
import io.skipjack.app.deployments.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file of defaults for flags: a section for each command, and {@code common} for all that have the flag. Keys are flags
 * without their dashes. Paths are meant from the file's folder.
 *
 * @param file where it is
 */
record DefaultsFile(Path file) {
    static final String COMMON = "common";

    private static final Pattern SECRET =
            Pattern.compile("(?:.*[-_])?(?:key|password|secret|token|credential|login)", Pattern.CASE_INSENSITIVE);
    /** They say what to do, not how: forgotten in a file, they would do harm. */
    private static final Set<String> TYPED_ONLY = Set.of("all");

    /**
     * All it says; nothing where there is no such file.
     *
     * @throws ConfigException naming file, line and key
     */
    List<FlagDefault> read(CommandFlags known) {
        List<FlagDefault> all = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            YamlText.mapping(file.toString(), text()).ifPresent(root -> sections(root, known, all));
        }
        return all;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ConfigException(
                    "cannot read " + file + ", which gives flags their defaults; make it readable, or move it away",
                    unreadable);
        }
    }

    private void sections(MappingNode root, CommandFlags known, List<FlagDefault> all) {
        for (NodeTuple tuple : root.getValue()) {
            String name = name(tuple);
            CommandFlags commands =
                    name.equals(COMMON) ? known : known.commands().get(name);
            if (commands == null) {
                refuseSecret(tuple, name);
                throw complaint(
                        tuple.getKeyNode(),
                        known.flags().containsKey(name)
                                ? "'" + name + "' is a flag; put it under common: or under a command's name"
                                : "there is no command '" + name + "'" + Nearest.hint(name, sectionNames(known)));
            }
            section(name.equals(COMMON) ? "" : name, tuple.getValueNode(), commands, all);
        }
    }

    private static Set<String> sectionNames(CommandFlags known) {
        Set<String> names = new TreeSet<>(known.commands().keySet());
        names.add(COMMON);
        return names;
    }

    private void section(String command, Node node, CommandFlags known, List<FlagDefault> all) {
        if (!(node instanceof MappingNode mapping)) {
            throw complaint(node, "'" + (command.isEmpty() ? COMMON : command) + "' must have flags below it");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = name(tuple);
            CommandFlags below = command.isEmpty() ? null : known.commands().get(key);
            if (below != null && tuple.getValueNode() instanceof MappingNode) {
                section(command + " " + key, tuple.getValueNode(), below, all);
            } else {
                all.add(flag(command, key, tuple, known));
            }
        }
    }

    private FlagDefault flag(String command, String key, NodeTuple tuple, CommandFlags known) {
        refuseSecret(tuple, key);
        if (TYPED_ONLY.contains(key)) {
            throw complaint(tuple.getKeyNode(), "'" + key + "' is for the command line alone; take it away here");
        }
        OptionSpec option = known.flags().get(key);
        if (option == null) {
            throw complaint(
                    tuple.getKeyNode(),
                    "unknown key '" + key + "'"
                            + Nearest.hint(key, known.flags().keySet()));
        }
        String value = value(key, tuple.getValueNode(), option);
        return new FlagDefault(
                command,
                option.longestName().substring(2),
                option.auxiliaryTypes()[0] == Path.class ? path(value) : value,
                file,
                tuple.getKeyNode().getStartMark().getLine() + 1);
    }

    private void refuseSecret(NodeTuple tuple, String key) {
        if (SECRET.matcher(key).matches()) {
            throw complaint(
                    tuple.getKeyNode(),
                    "'" + key + "' is a secret, which no such file holds; take it away and set " + OperatorsOptions.KEY
                            + " or " + OperatorsOptions.PASSWORD + " in the environment");
        }
    }

    private String value(String key, Node node, OptionSpec option) {
        if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
            return scalar.getValue().strip();
        }
        if (node instanceof SequenceNode list && !option.splitRegex().isEmpty()) {
            return list.getValue().stream()
                    .map(item -> value(key, item, option))
                    .collect(Collectors.joining(option.splitRegex()));
        }
        throw complaint(
                node, "'" + key + "' must be one word" + (option.splitRegex().isEmpty() ? "" : ", or a list"));
    }

    private String path(String text) {
        Path path = DataDirectory.expand(Path.of(text));
        return file.toAbsolutePath().resolveSibling(path).normalize().toString();
    }

    private String name(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw complaint(tuple.getKeyNode(), "a key must be a word");
    }

    private ConfigException complaint(Node node, String reason) {
        return YamlText.complaint(file.toString(), node.getStartMark(), reason);
    }
}
