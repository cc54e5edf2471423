package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * A file of the catalog, of which this program has its own copy built in.
 *
 * @param name in the catalog's folder
 * @param what it lists, for messages
 * @param <T> what its text is read as
 * @param reader given the file to name in complaints, and its text
 */
record CatalogFile<T>(String name, String what, BiFunction<String, String, T> reader) {

    /**
     * What the file in a folder says, or the one built in where the folder has none.
     *
     * @throws ConfigException naming the file if it cannot be read
     */
    T in(Path folder) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? reader.apply(file.toString(), Files.readString(file)) : builtIn();
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read " + file, unreadable);
        }
    }

    /** What this program was built with. */
    T builtIn() {
        try (InputStream text = CatalogFile.class.getResourceAsStream("/catalog/" + name)) {
            if (text == null) {
                throw new IllegalStateException("the program was built without its " + what);
            }
            return reader.apply("built-in " + name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading the built-in " + what, unreadable);
        }
    }
}
