package io.skipjack.app.cli;

import io.skipjack.provider.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What came of a command line.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Typed(int code, String out, String err) {
    static Typed run(String... args) {
        return run(Main.commandLine(), args);
    }

    /** @param always what begins the line */
    static Typed run(List<String> always, String... more) {
        return run(Stream.concat(always.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** {@code sandbox WORDS} to this one. */
    static Typed sandbox(Sandbox to, String... words) {
        List<String> line = new ArrayList<>(List.of("sandbox"));
        line.addAll(List.of(words));
        return run(line, "--sandbox", to.controlUri().toString());
    }

    /** With another provider of defaults, say. */
    static Typed run(CommandLine command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Typed(code, out.toString().strip(), said(err.toString()));
    }

    /** Without what is told of a router that takes its time, as one does on a busy machine. */
    private static String said(String err) {
        return err.replaceAll("(?m)^waiting for the router at .*\\R", "").strip();
    }

    /** The lines of standard output without the seconds before each. */
    Stream<String> steps() {
        return out.lines().map(line -> line.replaceFirst("^ *[0-9.]+ s  ", ""));
    }
}
