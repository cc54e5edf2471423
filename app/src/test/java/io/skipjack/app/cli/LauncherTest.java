package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, with a Java that only notes how it was called. */
class LauncherTest {
    /** Writes an AOT cache where it is told to, unpacks a jar, and prints its arguments otherwise. */
    private static final String JAVA = """
            #!/bin/sh
            echo "$*" >>"$CALLS"
            for word in "$@"; do
              case $word in
                -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit 0 ;;
                -Djarmode=tools) mode=extract ;;
              esac
              last=$word
            done
            if [ -n "${mode:-}" ]; then mkdir -p "$last" && cp "$HERE/app/target/skipjack.jar" "$last/"; fi
            """;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Path jdk;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home dir"));
        jdk = Files.createDirectories(folder.resolve("jdk"));
        Path repository = Path.of("..").toAbsolutePath().normalize();
        executable(Files.copy(repository.resolve("skipjack"), home.resolve("skipjack")));
        Files.createDirectories(home.resolve(".mvn"));
        Files.copy(repository.resolve(".mvn/jdk.sh"), home.resolve(".mvn/jdk.sh"));
        Files.createDirectories(home.resolve("app/target"));
        Files.writeString(home.resolve("app/target/skipjack.jar"), "a jar");
        Files.createDirectories(jdk.resolve("bin"));
        executable(Files.writeString(jdk.resolve("bin/java"), JAVA));
        executable(Files.writeString(jdk.resolve("bin/javac"), ""));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    }

    @Test
    void theCacheIsMadeOnceAndUsed() throws Exception {
        assertThat(launch("version")).contains("-XX:AOTCache=", "-jar").endsWith("skipjack.jar version");
        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(1);

        launch("status", "--watch");

        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(1);
    }

    @Test
    void anotherJdkOrJarMakesAnother() throws Exception {
        launch("version");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.4\"\n");
        launch("version");
        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(2);

        Path current = home.resolve("app/target/launcher-current");
        Files.setLastModifiedTime(current, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
        launch("version");
        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(3);
    }

    @Test
    void oneThatFailsIsNotTriedAgainAndNothingIsSaid() throws Exception {
        executable(Files.writeString(
                jdk.resolve("bin/java"), JAVA.replace("echo cache >\"${word#*=}\"; exit 0", "exit 1")));

        assertThat(launch("version")).doesNotContain("AOTCache").endsWith("skipjack.jar version");
        assertThat(launch("version")).doesNotContain("AOTCache");
        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(1);
    }

    @Test
    void aRouterGetsTheWholeJvmAndSomebodysOwnArchiveCounts() throws Exception {
        launch("version");

        assertThat(launch("serve"))
                .doesNotContain("AOTCache", "TieredStopAtLevel")
                .contains("-XX:+UseParallelGC");
        assertThat(launch(Map.of("SKIPJACK_JAVA_OPTS", "-Xshare:off"), "version"))
                .contains("-Xshare:off")
                .doesNotContain("AOTCache");
    }

    /** The last call of Java, which the launcher has become. */
    private String launch(String... args) throws Exception {
        return launch(Map.of(), args);
    }

    private String launch(Map<String, String> more, String... args) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("skipjack").toString());
        builder.command().addAll(List.of(args));
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("SKIPJACK") || name.contains("JAVA"));
        builder.environment().put("SKIPJACK_JAVA", jdk.toString());
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        builder.environment().put("HERE", home.toString());
        builder.environment().putAll(more);
        Process launcher = builder.start();
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEmpty();
        assertThat(launcher.exitValue()).isZero();
        return calls().getLast();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
