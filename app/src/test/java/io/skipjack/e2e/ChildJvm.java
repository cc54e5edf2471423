package io.skipjack.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Command lines of Java processes that tests start. A router loads some fifteen thousand classes before it serves, which is
 * most of what its start costs; so the first test that needs one has {@link ChildJvmTraining} write them down in an archive,
 * which later ones map. Nobody waits for it: on a busy machine it takes longer than a test may. Java takes no folders of
 * classes into an archive: what Maven compiled is packed first.
 */
public final class ChildJvm {
    /** What the launcher runs. */
    public static final String SKIPJACK = "io.skipjack.app.cli.Main";

    private static final List<String> ALWAYS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    /** Sooner ready; and several of them fit. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private static final Path WORK = TestRouter.project().resolve("app/target/child-jvm");
    private static final Path ARCHIVE = WORK.resolve("classes.jsa");
    private static final Path LOG = WORK.resolve("log");
    private static final Path UNFINISHED = WORK.resolve("classes.part");
    private static final String QUIET = "-Xlog:cds*=off,aot*=off";

    private ChildJvm() {}

    private static final class Packed {
        static final String CLASS_PATH = InTurn.take(WORK.resolve("packing"), Packed::pack);

        private static String pack() throws IOException {
            List<Path> places = Stream.of(classPath().split(File.pathSeparator))
                    .filter(place -> !place.isEmpty())
                    .map(Path::of)
                    .toList();
            List<Path> packed = packed(places);
            if (Files.notExists(ARCHIVE)) {
                Thread.ofPlatform()
                        .daemon()
                        .name("child-jvm-training")
                        .start(() -> InTurn.take(WORK.resolve("training"), Packed::train));
            }
            return String.join(
                    File.pathSeparator, packed.stream().map(Path::toString).toList());
        }

        /** Does nothing where another JVM has done it meanwhile. */
        private static boolean train() throws IOException, InterruptedException {
            if (Files.exists(ARCHIVE)) {
                return true;
            }
            List<String> options = new ArrayList<>(QUICK);
            options.addAll(List.of("-XX:ArchiveClassesAtExit=" + UNFINISHED, QUIET, "-cp", CLASS_PATH));
            Process training = ChildJvm.start(command(options, ChildJvmTraining.class.getName(), List.of()), LOG);
            Runtime.getRuntime().addShutdownHook(new Thread(training::destroyForcibly));
            if (training.waitFor() != 0 || Files.notExists(UNFINISHED)) {
                return false;
            }
            Files.move(UNFINISHED, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    /** Starts soon and is not meant to run for long. */
    public static List<String> quick(String main, List<String> arguments) {
        List<String> options = new ArrayList<>(QUICK);
        options.addAll(List.of("-cp", Packed.CLASS_PATH));
        if (Files.exists(ARCHIVE)) {
            options.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVE, QUIET));
        }
        return command(options, main, arguments);
    }

    /** As users have it, for programs that measure; the class path is this process' own. */
    public static List<String> plain(List<String> options, String main, List<String> arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", classPath()));
        return command(all, main, arguments);
    }

    /** Its words are appended to a file. */
    public static Process start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SKIPJACK_HOME", TestRouter.project().toString());
        return builder.start();
    }

    private static List<String> command(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ALWAYS);
        command.addAll(options);
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The class path with a jar in the place of each folder; what was compiled since the last time is packed anew. */
    private static List<Path> packed(List<Path> places) throws IOException {
        List<Path> packed = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                packed.add(place);
                continue;
            }
            Path jar = WORK.resolve(name(place) + ".jar");
            if (Files.notExists(jar)
                    || newest(place) > Files.getLastModifiedTime(jar).toMillis()) {
                Files.deleteIfExists(ARCHIVE);
                pack(place, jar);
            }
            packed.add(jar);
        }
        return packed;
    }

    /** Such as {@code app-target-classes}. */
    private static String name(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        int parts = place.getNameCount();
        return place.subpath(Math.max(0, parts - 3), parts).toString().replace(File.separator, "-");
    }

    private static long newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.toFile().lastModified())
                    .max(Comparator.naturalOrder())
                    .orElse(0L);
        }
    }

    private static void pack(Path folder, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int exit = tool.run(
                System.out,
                System.err,
                "--create",
                "--no-compress",
                "--file",
                jar.toString(),
                "-C",
                folder.toString(),
                ".");
        if (exit != 0) {
            throw new UncheckedIOException(new IOException("jar of " + folder + " ended with " + exit));
        }
    }
}
