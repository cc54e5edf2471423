package io.skipjack.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a command does on Ctrl-C (or another signal that ends it) before it is gone: it is told to stop, and has some time
 * to say what it has so far and to clear up. Without a signal it is closed in silence.
 */
final class CtrlC implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Runnable stop, Duration patience) {
        hook = new Thread(() -> end(stop, patience), "ctrl-c");
    }

    /**
     * @param stop has the command come to its end soon; called on another thread
     * @param patience how long the process stays for that
     */
    static CtrlC then(Runnable stop, Duration patience) {
        CtrlC one = new CtrlC(stop, patience);
        Runtime.getRuntime().addShutdownHook(one.hook);
        return one;
    }

    private void end(Runnable stop, Duration patience) {
        stop.run();
        try {
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // a signal came, and the hook waits for nothing else
        }
    }
}
