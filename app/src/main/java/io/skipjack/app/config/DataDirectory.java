package io.skipjack.app.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Where the router and its commands keep what they share: keys, and the running demo's control address. */
public final class DataDirectory {
    /** Used when neither a flag, nor {@code SKIPJACK_DATA_DIR}, nor the config says otherwise. */
    public static final String DEFAULT = "~/.skipjack";

    private static final String KEY = "data-dir";

    private DataDirectory() {}

    /**
     * The data directory for commands that run without Spring, found as the router finds it: the environment, then
     * {@code skipjack.data-dir} of the config, then the default.
     *
     * @param configFolder folder with {@code application.yaml}
     * @throws ConfigException if the config cannot be read, or names a directory that only Spring can work out
     */
    public static Path find(Map<String, String> environment, Path configFolder) {
        Path file = configFolder.resolve("application.yaml");
        String said = Optional.ofNullable(environment.get("SKIPJACK_DATA_DIR"))
                .filter(value -> !value.isBlank())
                .or(() -> configured(file))
                .orElse(DEFAULT);
        if (said.contains("${")) {
            throw new ConfigException("skipjack.data-dir in " + file + " is '" + said
                    + "', which commands cannot work out; set SKIPJACK_DATA_DIR as well");
        }
        return expand(Path.of(said));
    }

    private static Optional<String> configured(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return root instanceof Map<?, ?> map && map.get(SkipjackProperties.PREFIX) instanceof Map<?, ?> ours
                    ? Optional.ofNullable(ours.get(KEY)).map(Object::toString)
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | YAMLException broken) {
            throw new ConfigException("cannot read " + file + "; check it with: skipjack serve --check", broken);
        }
    }

    /** Replaces a leading {@code ~} by the user's home, since no shell does it for a value read from a file. */
    public static Path expand(Path path) {
        String text = path.toString();
        boolean fromHome = text.equals("~") || text.startsWith("~/");
        return fromHome ? Path.of(System.getProperty("user.home", ".") + text.substring(1)) : path;
    }
}
