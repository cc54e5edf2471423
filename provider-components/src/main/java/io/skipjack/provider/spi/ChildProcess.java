package io.skipjack.provider.spi;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A provider's command-line tool, run once for each call. It gets an empty working folder of its own, no standard input,
 * and an environment of {@code PATH}, {@code HOME} and what is named here, so that no other provider's secret is within
 * its reach. It ends within its time, and with it all that it started: first asked to ({@code SIGTERM}), then made to.
 * Whatever it prints is kept to 1 MiB a stream, the rest read and dropped, and cleaned of secrets. Safe for many threads.
 */
public final class ChildProcess {
    /** Long enough for a tool that tells its provider to stop a build (Cerebrium's takes up to 5 s for that). */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    /** For output that is still on its way when the program has ended. */
    private static final Duration STRAGGLERS = Duration.ofMillis(500);

    private static final File NOTHING = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    private static final long FIRST_LOOK_MS = 50;
    private static final long LONGEST_LOOK_MS = 1_000;

    private final String command;
    private final String advice;
    private final Map<String, String> environment;
    private final Redaction redaction;
    private final Duration lastWords;

    /**
     * A program.
     *
     * @param command its name on the {@code PATH}, or its path
     * @param advice how to get it, such as {@code pip install modal}
     * @param environment what it needs besides {@code PATH} and {@code HOME}; empty values are left out
     * @param redaction knows the secrets
     */
    public ChildProcess(String command, String advice, Map<String, String> environment, Redaction redaction) {
        this.command = command;
        this.advice = advice;
        this.environment = Map.copyOf(environment);
        this.redaction = redaction;
        this.lastWords = LAST_WORDS;
    }

    private ChildProcess(ChildProcess like, Duration lastWords) {
        command = like.command;
        advice = like.advice;
        environment = like.environment;
        redaction = like.redaction;
        this.lastWords = lastWords;
    }

    /** The same, less patient with one that is asked to end. */
    ChildProcess withLastWords(Duration shorter) {
        return new ChildProcess(this, shorter);
    }

    public ProgramAnswer run(Duration timeout, String... arguments) throws ProviderUnavailableException {
        return run(timeout, Map.of(), arguments);
    }

    /**
     * Runs it to its end.
     *
     * @param timeout after which it is ended
     * @param files to be there in its working folder, by name
     * @throws ProviderUnavailableException when it did not end in time, or we were interrupted: what became of the call is
     *     not known
     */
    public ProgramAnswer run(Duration timeout, Map<String, String> files, String... arguments)
            throws ProviderUnavailableException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("skipjack-");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return run(timeout, folder, List.of(arguments));
        } catch (IOException failure) {
            throw new ProviderUnavailableException(
                    "%s, %s".formatted(doing(List.of(arguments)), failure.getMessage()), failure);
        } finally {
            WorkingFolder.remove(folder);
        }
    }

    private ProgramAnswer run(Duration timeout, Path folder, List<String> arguments)
            throws IOException, ProviderUnavailableException {
        String mark = UUID.randomUUID().toString();
        Process process = start(folder, arguments, mark);
        if (process == null) {
            String missing = "'%s' cannot be run here: %s".formatted(command, advice);
            return ProgramOutput.answer(ProgramAnswer.MISSING, "", missing, redaction);
        }
        ProcessTree tree = new ProcessTree(process, mark);
        try (ProgramOutput out = new ProgramOutput(process.getInputStream());
                ProgramOutput err = new ProgramOutput(process.getErrorStream())) {
            if (!ended(process, tree, timeout)) {
                throw new ProviderUnavailableException(
                        "%s, no end after %d s".formatted(doing(arguments), timeout.toSeconds()));
            }
            if (!out.ended(STRAGGLERS) || !err.ended(STRAGGLERS)) {
                tree.end(Duration.ZERO); // somebody it left behind may hold on to the pipe, with more to say
            }
            return ProgramOutput.answer(process.exitValue(), out.text(), err.text(), redaction);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(doing(arguments) + ", interrupted", stopped);
        } finally {
            // also when it has ended by itself: what it left behind need not hold a pipe, or have been seen
            tree.end(process.isAlive() ? lastWords : Duration.ZERO);
        }
    }

    /** Null when there is no such program. */
    private @Nullable Process start(Path folder, List<String> arguments, String mark) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.environment().clear();
        builder.environment().putAll(environment(mark));
        try {
            return builder.start();
        } catch (IOException missing) {
            return null;
        }
    }

    private Map<String, String> environment(String mark) {
        Map<String, String> whole = new LinkedHashMap<>();
        for (String usual : List.of("PATH", "HOME")) {
            String value = System.getenv(usual);
            if (value != null) {
                whole.put(usual, value);
            }
        }
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                whole.put(name, value);
            }
        });
        whole.put(ProcessTree.MARK, mark);
        return whole;
    }

    /** Looks now and then what it started: once it is gone, nobody knows whose those are. */
    private static boolean ended(Process process, ProcessTree tree, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long pause = FIRST_LOOK_MS;
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            if (process.waitFor(Math.min(left, TimeUnit.MILLISECONDS.toNanos(pause)), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (left == 0) {
                return false;
            }
            tree.look();
            pause = Math.min(2 * pause, LONGEST_LOOK_MS);
        }
    }

    /** Without the folders before the program's name, and no more than the words that say what it does. */
    private String doing(List<String> arguments) {
        String name = command.replaceFirst(".*/", "");
        return redaction.sentence("running %s %s"
                .formatted(name, String.join(" ", arguments.subList(0, Math.min(2, arguments.size())))));
    }
}
