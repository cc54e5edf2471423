package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That each route but the tables of verbs, which only name routes, answers for its errors; what {@code errors.camel.yaml} does with them is shown by the routes' own tests. */
class ErrorsRouteTest {
    private static final Pattern NAMED = Pattern.compile("routeConfigurationId: (\\S+)");

    @Test
    void everyRouteNamesAnErrorHandlingThatExists() throws IOException {
        Path folder = io.skipjack.e2e.TestRouter.project().resolve("routes");
        try (Stream<Path> files = Files.list(folder)) {
            Map<Boolean, List<Path>> byKind = files.collect(
                    Collectors.partitioningBy(file -> file.toString().endsWith("errors.camel.yaml")));
            StringBuilder errors = new StringBuilder();
            for (Path file : byKind.get(true)) {
                errors.append(Files.readString(file));
            }
            List<Path> routes = byKind.get(false);
            assertThat(routes).isNotEmpty().allSatisfy(route -> {
                String text = Files.readString(route);
                if (text.startsWith("- rest:")) {
                    return;
                }
                var named = NAMED.matcher(text);
                assertThat(named.find()).as("routeConfigurationId").isTrue();
                assertThat(errors).asString().contains("id: " + named.group(1) + "\n");
            });
        }
    }
}
