package io.skipjack.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything in the two folders at one look, sorted by name. Two looks are equal when every byte of text is; that is
 * the fingerprint, and it costs less than a hash at this size (tens of files, a few KiB each).
 */
record RouteFiles(List<RouteFile> files) {
    static final RouteFiles NONE = new RouteFiles(List.of());

    RouteFiles {
        files = List.copyOf(files);
    }

    /**
     * @throws IOException when a folder or file cannot be read now; a file that is just being replaced looks so too,
     *     hence callers look again before they complain
     */
    static RouteFiles read(Path routes, Path kamelets) throws IOException {
        List<RouteFile> found = new ArrayList<>();
        collect(routes, RouteFile.Kind.ROUTE, found);
        collect(kamelets, RouteFile.Kind.KAMELET, found);
        return new RouteFiles(found);
    }

    Stream<RouteFile> of(RouteFile.Kind kind) {
        return files.stream().filter(file -> file.kind() == kind);
    }

    private static void collect(Path folder, RouteFile.Kind kind, List<RouteFile> found) throws IOException {
        if (!Files.isDirectory(folder) && kind == RouteFile.Kind.KAMELET) {
            return; // routes may do without Kamelets
        }
        List<Path> paths;
        try (Stream<Path> listing = Files.list(folder)) {
            paths = listing.filter(path -> belongs(path, kind)).sorted().toList();
        }
        for (Path path : paths) {
            String shown = folder.toAbsolutePath().normalize().getFileName() + "/" + path.getFileName();
            found.add(new RouteFile(kind, shown, new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
        }
    }

    /** Leaves out what editors put beside a file they have open, such as {@code .#inference.camel.yaml}. */
    private static boolean belongs(Path path, RouteFile.Kind kind) {
        String name = path.getFileName().toString();
        return name.endsWith(kind.suffix())
                && !name.startsWith(".")
                && name.length() > kind.suffix().length();
    }
}
