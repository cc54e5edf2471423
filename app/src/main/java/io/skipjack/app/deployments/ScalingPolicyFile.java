package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of scaling keys alone, for several deployments to share: a {@code spot} and a {@code serverless} section with
 * Tuna's keys, of which any may be missing. What the values may be, the deployment that they become part of says.
 *
 * @param spot by key
 * @param serverless by key
 */
public record ScalingPolicyFile(Map<String, Object> spot, Map<String, Object> serverless) {
    /** Of a deployment that is given none. */
    public static final ScalingPolicyFile NONE = new ScalingPolicyFile(Map.of(), Map.of());

    static final Set<String> SPOT = FleetSection.SCALING_KEYS;
    static final Set<String> SERVERLESS = ServerlessSection.SCALING_KEYS;

    public ScalingPolicyFile {
        spot = new LinkedHashMap<>(spot);
        serverless = new LinkedHashMap<>(serverless);
    }

    /** @throws ConfigException naming file, line and key */
    public static ScalingPolicyFile read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            throw new ConfigException("there is no file " + file + "; config/scaling-policy.yaml is one to copy", none);
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read " + file, unreadable);
        }
        Section root = YamlText.read(file.toString(), text).allowing(Set.of("spot", "serverless"));
        return new ScalingPolicyFile(values(root, "spot", SPOT), values(root, "serverless", SERVERLESS));
    }

    private static Map<String, Object> values(Section root, String name, Set<String> keys) {
        Section section = root.section(name).orElse(null);
        Map<String, Object> values = new LinkedHashMap<>();
        if (section != null) {
            section.allowing(keys);
            new TreeSet<>(keys).stream().filter(section::has).forEach(key -> values.put(key, value(section.word(key))));
        }
        return values;
    }

    /** Numbers as numbers: quoted, they would be text in the deployment's file. */
    private static Object value(String word) {
        if (word.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(word);
        }
        return word.matches("-?[0-9]{1,9}\\.[0-9]{1,9}") ? (Object) Double.valueOf(word) : word;
    }
}
