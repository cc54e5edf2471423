package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** How the body of one leg's answer becomes what the client gets. */
interface AnswerBody {
    /** Some of the body; owned by the callee. */
    void content(ByteBuf bytes);

    /** The body ended as HTTP says it should. */
    void ended();

    /** Whether the answer's own last word has been passed on, so that nothing is missing but the end of the body. */
    boolean said();

    /** The last event of an answer that cannot be ended honestly; null where there is no form for one. */
    @Nullable
    ByteBuf lastWords();

    /** The leg is over: gives back what is still held. */
    void discard();
}
