package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import io.skipjack.domain.routing.LegOutcome;

/** What happens on a leg, in order; all on its event loop. After {@link #ended} or {@link #failed} nothing follows. */
interface LegListener {
    /** The final response head (never a 1xx). */
    void head(HttpResponse response);

    /** Some of the body; the listener owns the bytes. */
    void content(ByteBuf bytes);

    /** Everything read in this turn of the loop has been handed over. */
    void turnEnded();

    /** Some time has passed while the answer flows, about a tenth of a second. */
    default void ticked() {}

    /** The body ended as HTTP says it should. */
    void ended();

    /** The leg broke; the reason is for the log. */
    void failed(LegOutcome outcome, String reason);
}
