package io.skipjack.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How large a file may grow before it must be split, and how much a step of a route may do. */
class SourceSizeTest {
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_PROCESS = 15;
    private static final Pattern PROCESS =
            Pattern.compile("public void process\\(Exchange [^{]*\\{\n(.*?)\n    }\n", Pattern.DOTALL);

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        for (Path source : sources("processors", "provider-components", "app")) {
            assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void processDoesLittle() throws IOException {
        for (Path source : sources("processors")) {
            Matcher process = PROCESS.matcher(Files.readString(source));
            while (process.find()) {
                assertThat(process.group(1).lines()).as(source.toString()).hasSizeLessThanOrEqualTo(LONGEST_PROCESS);
            }
        }
    }

    private static List<Path> sources(String... modules) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
