package io.skipjack.provider.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process and all that comes of it. A child whose parent has ended belongs to nobody; those are known because they were
 * seen before, or, on Linux, by a mark in their environment, which children inherit.
 */
final class ProcessTree {
    /** The variable that holds the mark. */
    static final String MARK = "SKIPJACK_CHILD";

    private static final long LOOK_MS = 10;

    private final Process root;
    private final String mark;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** @param mark in the environment of all of them, and of no other */
    ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = MARK + "=" + mark;
        seen.add(root.toHandle());
    }

    /** Remembers what is there now. */
    void look() {
        root.descendants().forEach(seen::add);
    }

    /** Ends all of it: asks, waits that long, then makes it. */
    void end(Duration patience) {
        boolean interrupted = Thread.interrupted();
        look();
        seen.addAll(strays());
        if (patience.isPositive()) {
            living().forEach(ProcessHandle::destroy);
            await(patience);
            look();
            seen.addAll(strays());
        }
        endSeen();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes those end that were seen. */
    private void endSeen() {
        living().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> living() {
        return seen.stream().filter(ProcessTree::isLiving).toList();
    }

    /** One that has ended and that nobody has taken note of (a zombie) is alive to Java. */
    static boolean isLiving(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException unknown) {
            return process.isAlive();
        }
    }

    private void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!living().isEmpty() && System.nanoTime() < deadline) {
            pause();
        }
    }

    /** Children of those that have ended, by their mark; nobody where there is no {@code /proc}. */
    private List<ProcessHandle> strays() {
        return Files.isDirectory(Path.of("/proc/self"))
                ? ProcessHandle.allProcesses().filter(this::isMarked).toList()
                : List.of();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            String environment = environment(process);
            if (environment.isEmpty() && process.info().command().isPresent()) {
                pause(); // Linux shows none while a program is being started
                environment = environment(process);
            }
            return environment.contains(mark);
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String environment(ProcessHandle process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
