package io.skipjack.live;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A call into Camel that gives back what it threw as a value. A route file can make Camel throw anything, a missing
 * class included, and none of it may reach the thread that keeps the routes.
 */
final class Attempt {
    /** One step that may fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private Attempt() {}

    /** Empty when the step went well. */
    static Optional<Throwable> run(Step step) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            step.run();
            return Boolean.TRUE;
        });
        task.run();
        try {
            task.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e);
        }
    }
}
