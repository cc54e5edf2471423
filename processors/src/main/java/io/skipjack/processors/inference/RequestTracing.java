package io.skipjack.processors.inference;

import org.jspecify.annotations.Nullable;

/** Follows requests for whoever collects traces. */
public interface RequestTracing {
    /** Begins to follow a request whose head has arrived; null where it is not one to be followed. */
    @Nullable
    RequestTrace begin(Inference inference);
}
