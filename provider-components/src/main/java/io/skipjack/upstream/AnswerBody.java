package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
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
     * @param events whether it comes as server-sent events
     * @param resumable null where no other leg could go on with it
     */
    static AnswerBody of(
            boolean events,
            AnswerRelay relay,
            @Nullable ResumableAnswer resumable,
            LegAsk asked,
            int status,
            HttpHeaders headers,
            RelaySettings settings) {
        if (!events) {
            return new BufferedAnswer(relay, status, headers, settings.maxBufferedAnswerBytes());
        }
        int most = settings.maxEventBytes();
        if (resumable != null && resumable.assembler() != null) {
            return new AssembledAnswer(relay, resumable, asked, status, headers, settings);
        }
        ContinuationRequest continuation = asked.continuation();
        return resumable != null && continuation != null
                // its first event holds the ids of the prompt, as the proof
                ? new ContinuedAnswer(relay, resumable, continuation, most + 2 * continuation.body().length)
                : new EventStreamAnswer(relay, status, headers, resumable, asked.tokenIds(), most);
    }
}
