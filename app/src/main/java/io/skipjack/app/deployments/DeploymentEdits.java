package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Edits of deployment files by a program: each is checked with all the others before it is written, whole or not at all,
 * and taken up at once. Files that a person edits at the same time are met as they are then.
 */
public final class DeploymentEdits {
    private final DeploymentFiles files;
    private final DeploymentCatalog catalog;

    public DeploymentEdits(DeploymentFiles files, DeploymentCatalog catalog) {
        this.files = files;
        this.catalog = catalog;
    }

    /**
     * The text of the file that holds a deployment.
     *
     * @throws ConfigException if the folder cannot be read
     */
    public Optional<String> text(String name) {
        SortedMap<Path, String> texts = files.texts();
        return holder(name, texts).map(texts::get);
    }

    /**
     * Reads a deployment as it would be written, and writes nothing.
     *
     * @throws ConfigException if it cannot be served
     */
    public Deployment draft(String yaml) {
        return DeploymentFile.read(files.folder().resolve("draft.yaml"), yaml, files.defaults());
    }

    /**
     * Writes a deployment, to the file that holds it or to {@code NAME.yaml}.
     *
     * @param beforehand told of what was there, null for nothing, once all is checked and before anything is written; what
     *     it throws is passed on, and nothing is written then
     * @return the file, and whether it is new
     * @throws ConfigException if it cannot be served, alone or beside the others, or not be written
     */
    public synchronized Written put(String name, String yaml, Consumer<@Nullable String> beforehand) {
        SortedMap<Path, String> texts = files.texts();
        Optional<Path> held = holder(name, texts);
        Path file = held.orElseGet(() -> files.folder().resolve(name + ".yaml"));
        Deployment edited = DeploymentFile.read(file, yaml, files.defaults());
        if (!edited.name().equals(name)) {
            throw new ConfigException("the file is for '" + edited.name() + "', not for '" + name + "'");
        }
        if (held.isEmpty() && texts.containsKey(file)) {
            throw new ConfigException(file + ": holds another deployment; rename that file first");
        }
        CredentialGuard.check(edited, catalog.current());
        String before = texts.put(file, yaml);
        files.parse(texts);
        beforehand.accept(before);
        write(file, yaml);
        catalog.reload();
        return new Written(file, held.isEmpty());
    }

    /**
     * Deletes the file that holds a deployment.
     *
     * @param beforehand told of what is there, as in {@link #put}
     * @return false where there is none
     * @throws ConfigException if it cannot be deleted
     */
    public synchronized boolean remove(String name, Consumer<@Nullable String> beforehand) {
        SortedMap<Path, String> texts = files.texts();
        Optional<Path> file = holder(name, texts);
        if (file.isEmpty()) {
            return false;
        }
        beforehand.accept(texts.get(file.get()));
        try {
            Files.deleteIfExists(file.get());
        } catch (IOException failure) {
            throw new ConfigException("cannot delete " + file.get(), failure);
        }
        catalog.reload();
        return true;
    }

    /** By what the files say, for files may be called anything; one that cannot be read is known by its own name. */
    private Optional<Path> holder(String name, Map<Path, String> texts) {
        return texts.entrySet().stream()
                .filter(file -> name.equals(nameIn(file.getKey(), file.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private String nameIn(Path file, String text) {
        try {
            return DeploymentFile.read(file, text, files.defaults()).name();
        } catch (ConfigException broken) {
            return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        }
    }

    /** Under a hidden name first, which is not read: a router that stops here leaves no half file. */
    private static void write(Path file, String yaml) {
        Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(yaml));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new ConfigException("cannot write " + file, failure);
        }
    }

    /**
     * What became of an edit.
     *
     * @param file written
     * @param isNew whether the deployment was not there before
     */
    public record Written(Path file, boolean isNew) {}
}
