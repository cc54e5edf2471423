package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.deployment.Deployment;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The deployment files of a folder, {@code *.yaml} and {@code *.yml}. All are good or none is taken: half a folder would
 * drop models for the sake of a typing error in another file.
 *
 * @param folder where they are
 * @param defaults what they do not say themselves
 */
public record DeploymentFiles(Path folder, DeploymentDefaults defaults) {
    private static final long MAX_BYTES = 1 << 20;

    /**
     * The deployments, by file name.
     *
     * @throws ConfigException with a line for each mistake, naming file, line and key
     */
    public List<Deployment> load() {
        return parse(texts());
    }

    List<Deployment> parse(Map<Path, String> texts) {
        List<String> mistakes = new ArrayList<>();
        Map<Path, Deployment> deployments = new TreeMap<>();
        texts.forEach((path, text) -> {
            try {
                deployments.put(path, DeploymentFile.read(path, text, defaults));
            } catch (ConfigException mistake) {
                mistakes.add(String.valueOf(mistake.getMessage()));
            }
        });
        mistakes.addAll(clashes(deployments, Deployment::name, "name"));
        mistakes.addAll(clashes(deployments, Deployment::model, "model"));
        if (!mistakes.isEmpty()) {
            throw new ConfigException(String.join("\n", mistakes));
        }
        return List.copyOf(deployments.values());
    }

    private static List<String> clashes(
            Map<Path, Deployment> deployments, Function<Deployment, String> property, String what) {
        List<String> clashes = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        deployments.forEach((path, deployment) -> {
            String value = property.apply(deployment);
            Path earlier = seen.putIfAbsent(value, path);
            if (earlier != null) {
                clashes.add(path + ": " + what + " '" + value + "' is already that of " + earlier.getFileName());
            }
        });
        return clashes;
    }

    /** The files as they are now. */
    SortedMap<Path, String> texts() {
        SortedMap<Path, String> texts = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(DeploymentFiles::isDeployment).toList()) {
                texts.put(path, text(path));
            }
            return texts;
        } catch (NoSuchFileException | NotDirectoryException none) {
            throw new ConfigException(
                    "there is no folder " + folder + " for deployments; make it, or name another with"
                            + " --deployments",
                    none);
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read the deployments in " + folder, unreadable);
        }
    }

    /** Hidden files are left out: editors keep half-written copies in them. */
    private static boolean isDeployment(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".") && Files.isRegularFile(path);
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new ConfigException(path + ": is larger than 1 MiB, which no deployment is");
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException binary) {
            throw new ConfigException(path + ": is not UTF-8 text", binary);
        }
    }
}
