package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

/** A command line that goes on until it is closed, as by Ctrl-C, and what it has said so far. */
final class Following implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread command;

    private Following(String... args) {
        command = Thread.ofPlatform()
                .daemon()
                .start(() -> Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(args));
    }

    static Following of(String... args) {
        return new Following(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public void close() throws InterruptedException {
        command.interrupt();
        command.join(Duration.ofSeconds(10));
    }
}
