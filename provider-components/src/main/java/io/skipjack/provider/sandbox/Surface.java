package io.skipjack.provider.sandbox;

import java.io.IOException;

/** What answers behind an {@link HttpPort}. Called on a virtual thread per request; interrupted when the client leaves. */
interface Surface {
    /** False: this connection shall be accepted and then never hear anything. */
    default boolean hears() {
        return true;
    }

    /** Called when the head is read and the body is not; true when it has answered. */
    default boolean early(ReceivedRequest head, Reply reply) throws IOException {
        return false;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException;
}
