package io.skipjack.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * What a command writes to. The launcher says how wide it is, since a shell can ask at no cost.
 *
 * @param columns characters of a line; {@link #UNBOUNDED} where standard output is no terminal
 * @param colours whether words may be coloured: on a terminal, unless {@code NO_COLOR} is set
 * @param redraws whether standard error is a terminal, so that a line may be written over
 */
record Terminal(int columns, boolean colours, boolean redraws) {
    static final int UNBOUNDED = Integer.MAX_VALUE;
    /** A file or a pipe. */
    static final Terminal NONE = new Terminal(UNBOUNDED, false, false);
    /** To the beginning of the line, and clear it. */
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final String COLUMNS = "skipjack.columns";
    private static final String REDRAWS = "skipjack.redraws";
    private static final int USUAL = 80;
    private static final int NARROWEST = 40;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    static Terminal here() {
        if (System.getProperty(COLUMNS) == null) {
            boolean console = System.console() != null;
            return of(console ? USUAL : 0, console, System.getenv());
        }
        return of(Integer.getInteger(COLUMNS, 0), Boolean.getBoolean(REDRAWS), System.getenv());
    }

    /** @param columns 0 where standard output is no terminal */
    static Terminal of(int columns, boolean redraws, Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                columns > 0 ? Math.max(NARROWEST, columns) : UNBOUNDED,
                columns > 0 && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                redraws && !dumb);
    }

    /** Lines that tell what happens, with what goes on under them: on standard error where output is for programs. */
    Lines lines(CommandLine command, boolean forPrograms) {
        return forPrograms
                ? new Lines(command.getErr(), redraws ? USUAL : 0)
                : new Lines(command.getOut(), isTerminal() ? columns : 0);
    }

    boolean isTerminal() {
        return columns != UNBOUNDED;
    }

    /** As it is now, for who shows something again: windows are resized. */
    Terminal measured() {
        if (!isTerminal()) {
            return this;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            int now = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return now == 0 ? this : new Terminal(Math.max(NARROWEST, now), colours, redraws);
        } catch (IOException | NumberFormatException unknown) {
            return this;
        }
    }
}
