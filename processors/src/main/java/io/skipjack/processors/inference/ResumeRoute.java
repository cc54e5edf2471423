package io.skipjack.processors.inference;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to the route that finds an answer's next upstream. */
@FunctionalInterface
public interface ResumeRoute {
    /**
     * Sends the request on its way, on a thread of its own.
     *
     * @param last whether it had better be taken to where nothing is interrupted
     * @param done told once: null when an upstream goes on with the answer, else why none does
     */
    void send(Inference inference, boolean last, Consumer<@Nullable Throwable> done);
}
