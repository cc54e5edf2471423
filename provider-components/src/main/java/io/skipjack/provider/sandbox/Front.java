package io.skipjack.provider.sandbox;

import java.io.IOException;

/** Stands before an engine and may answer in its place. */
interface Front {
    Front OPEN = (request, reply, engine) -> engine.serve(request, reply);

    /** The engine behind it is gone, and whoever was charged for it is so no longer. */
    default void died() {}

    /** It is there again. */
    default void revived() {}

    void answer(ReceivedRequest request, Reply reply, EngineSurface engine) throws IOException, InterruptedException;
}
