package io.skipjack.provider.sandbox;

import java.io.IOException;

/** Stands before an engine and may answer in its place. */
interface Front {
    Front OPEN = (request, reply, engine) -> engine.serve(request, reply);

    void answer(ReceivedRequest request, Reply reply, EngineSurface engine) throws IOException, InterruptedException;
}
