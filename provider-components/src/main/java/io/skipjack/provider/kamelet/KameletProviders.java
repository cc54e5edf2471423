package io.skipjack.provider.kamelet;

import io.skipjack.provider.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The providers by YAML: each {@code provider-NAME.kamelet.yaml} in a folder. Reads what their files say ahead of their
 * steps, and starts no Camel for it.
 */
public final class KameletProviders {
    private static final String SUFFIX = ".kamelet.yaml";

    private KameletProviders() {}

    /**
     * All of a folder, by name; none where the folder is not there.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException for the first file that is no such provider: one sentence, with its name
     */
    public static List<KameletDefinition> in(Path folder) throws IOException {
        List<KameletDefinition> found = new ArrayList<>();
        for (Path path : files(folder)) {
            String file = path.getFileName().toString();
            String shown = folder.toAbsolutePath().normalize().getFileName() + "/" + file;
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            KameletDefinition definition =
                    KameletReader.read(shown, file.substring(0, file.length() - SUFFIX.length()), text);
            if (Providers.find(definition.name()).isPresent()) {
                throw new IllegalArgumentException(
                        "%s: there is a provider %s already, call it otherwise".formatted(shown, definition.name()));
            }
            found.add(definition);
        }
        return List.copyOf(found);
    }

    /** Their files, by name. */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.filter(KameletProviders::belongs).sorted().toList();
        }
    }

    private static boolean belongs(Path path) {
        String file = path.getFileName().toString();
        return file.startsWith(KameletDefinition.PREFIX) && file.endsWith(SUFFIX);
    }
}
