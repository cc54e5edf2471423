package io.skipjack.app.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The YAML to be checked and what it may refer to.
 *
 * @param beans names of beans the application offers to routes
 * @param javaKeys config keys that Java reads, so that they count as used
 */
record House(
        List<YamlFile> routes, List<YamlFile> kamelets, YamlFile application, Set<String> beans, Set<String> javaKeys) {

    /** Reads {@code routes/}, {@code kamelets/} and {@code config/application.yaml} under a folder. */
    static House at(Path root, Set<String> beans, Set<String> javaKeys) throws IOException {
        return new House(
                YamlFile.in(root.resolve("routes"), ".camel.yaml"),
                YamlFile.in(root.resolve("kamelets"), ".kamelet.yaml"),
                YamlFile.read(root.resolve("config/application.yaml"), ".yaml"),
                beans,
                javaKeys);
    }
}
