package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/**
 * Shows something again and again, on a terminal each time in the place of the last.
 *
 * @param pause between two times
 * @param command that shows it
 * @param forPeople whether the terminal is cleared and measured; programs get one after another
 */
record Watching(Duration pause, CommandLine command, boolean forPeople) {
    /** Cursor home, and clear what follows. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    /** What is shown, as wide as the terminal is now. */
    @FunctionalInterface
    interface Shown {
        void on(Terminal terminal) throws CommandFailure;
    }

    /** Until the thread is interrupted. */
    void show(Shown shown) {
        PrintWriter out = command.getOut();
        Terminal terminal = Terminal.here();
        while (!Thread.currentThread().isInterrupted()) {
            if (forPeople && terminal.isTerminal()) {
                out.print(CLEAR);
                terminal = terminal.measured();
            }
            once(shown, terminal);
            out.println();
            out.flush();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** A router that restarts does not end it. */
    private void once(Shown shown, Terminal terminal) {
        try {
            shown.on(terminal);
        } catch (CommandFailure failure) {
            command.getErr().println(failure.getMessage());
        }
    }
}
