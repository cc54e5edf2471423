package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.skipjack.openai.ContinuationRequest;
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

    /**
     * That of a leg.
     *
     * @param resumable null where no other leg could go on with it
     */
    static AnswerBody of(
            AnswerRelay relay,
            @Nullable ResumableAnswer resumable,
            LegAsk asked,
            AnswerHead head,
            RelaySettings settings) {
        if (!head.isEventStream()) {
            return new BufferedAnswer(relay, head, settings.maxBufferedAnswerBytes());
        }
        int most = asked.maxEventBytes(settings.maxEventBytes());
        if (resumable != null && resumable.assembler() != null) {
            return new AssembledAnswer(relay, resumable, asked, head, most, settings.maxBufferedAnswerBytes());
        }
        ContinuationRequest continuation = asked.continuation();
        return resumable != null && continuation != null
                ? new ContinuedAnswer(relay, resumable, continuation, most)
                : new EventStreamAnswer(relay, head, resumable, asked.tokenIds(), most);
    }
}
