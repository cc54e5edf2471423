package io.skipjack.provider.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A script that stands in for a provider's command-line tool: whatever it is called with, it posts to a {@link FakeApi} at
 * {@value #PATH}, and prints the {@link Answer}. So the tool's calls are struck, cut and counted like those of an API.
 */
public final class StubProgram implements AutoCloseable {
    /** Where its calls arrive. */
    public static final String PATH = "/cli";

    private static final String ARGUMENT = "\u001f";
    private static final String PART = "\u001e";

    private final Path folder;
    private final Path script;

    /**
     * What it stands in for.
     *
     * @param name of the tool
     * @param asked the argument with which it is asked for its version, such as {@code --version}
     * @param version what it then says
     */
    public record Tool(String name, String asked, String version) {}

    /**
     * A script in a folder of its own.
     *
     * @param port of the API on loopback
     * @param variables whose values it passes on, such as the one with the token
     */
    public StubProgram(Tool tool, int port, List<String> variables) {
        try (InputStream in = Objects.requireNonNull(StubProgram.class.getResourceAsStream("stub-program.sh"))) {
            folder = Files.createTempDirectory("skipjack-stub-");
            script = folder.resolve(tool.name());
            Files.writeString(
                    script,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("@PORT@", Integer.toString(port))
                            .replace("@ASKED@", tool.asked())
                            .replace("@VERSION@", tool.version())
                            .replace("@VARIABLES@", String.join(" ", variables)));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** To be called. */
    public Path path() {
        return script;
    }

    /** One call of the tool: its arguments, and the files that were in its working folder. */
    public record Call(List<String> arguments, Map<String, String> files) {
        public Call {
            arguments = List.copyOf(arguments);
            files = Map.copyOf(files);
        }

        public static Call of(ReceivedRequest request) {
            List<String> parts = List.of(request.bodyText().split(PART));
            Map<String, String> files = new LinkedHashMap<>();
            for (String file : parts.subList(1, parts.size())) {
                int end = file.indexOf(ARGUMENT);
                files.put(file.substring(0, end), file.substring(end + 1));
            }
            return new Call(List.of(parts.getFirst().split(ARGUMENT)), files);
        }

        /** Whether it begins with these words. */
        public boolean is(String... words) {
            return arguments.size() >= words.length
                    && arguments.subList(0, words.length).equals(List.of(words));
        }

        public boolean has(String option) {
            return arguments.contains(option);
        }

        /** What follows an option; empty when nothing does. */
        public String option(String name) {
            int at = arguments.indexOf(name);
            return at < 0 || at + 1 >= arguments.size() ? "" : arguments.get(at + 1);
        }
    }

    /** What a call prints, and the code it exits with. */
    public record Answer(int exitCode, String out, String err) {
        public static Answer out(String text) {
            return new Answer(0, text + "\n", "");
        }

        /** As tools print it: within a box. */
        public static Answer error(String text) {
            return new Answer(1, "", "╭─ Error ───╮\n│ " + text + " │\n╰───────────╯\n");
        }

        public void send(Reply reply) throws IOException {
            reply.header("x-exit-code", Integer.toString(exitCode));
            reply.bytes(200, "text/plain", (out + PART + err).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        for (Path left : new ArrayList<>(List.of(script, folder))) {
            try {
                Files.deleteIfExists(left);
            } catch (IOException stays) {
                // in the system's folder for such
            }
        }
    }
}
