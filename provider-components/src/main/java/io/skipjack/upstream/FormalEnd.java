package io.skipjack.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skipjack.domain.cost.Usage;
import io.skipjack.openai.AnswerAssembler;
import io.skipjack.openai.ContinuedEvents;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.OpenAiErrorJson;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.Transcript;
import io.skipjack.processors.inference.Inference;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of an answer as the router says it itself, where its upstreams did not come to say it: a good one when only that
 * is missing, else an honest one. Lives on the client's event loop.
 */
final class FormalEnd {
    private final Inference inference;
    private final InferenceRequest request;
    private final Transcript transcript;
    private final @Nullable AnswerAssembler assembler;
    private boolean usageTold;

    /** @param assembler of an answer that is put together here; null for a stream */
    FormalEnd(Inference inference, Transcript transcript, @Nullable AnswerAssembler assembler) {
        this.inference = inference;
        this.request = inference.request();
        this.transcript = transcript;
        this.assembler = assembler;
    }

    /** The chunk with the usage has been sent. */
    void usageTold() {
        usageTold = true;
    }

    /** The request is booked with the tokens counted here, unless an upstream has counted them. */
    void account() {
        if (inference.usage().equals(Usage.NONE) && transcript.counts()) {
            inference.usage(transcript.usage());
        }
    }

    /**
     * That of a stream of which everything else was said.
     *
     * @param finishReason to be told; empty when it was
     */
    ByteBuf ofStream(String finishReason) {
        if (!finishReason.isEmpty()) {
            inference.finishReason(finishReason);
        }
        account();
        boolean usage = request.usageWanted() && !usageTold && transcript.counts();
        return Unpooled.wrappedBuffer(ContinuedEvents.ending(request, transcript, finishReason, usage));
    }

    /** The same for an answer that is put together here. */
    void ofAssembled(String finishReason) {
        Objects.requireNonNull(assembler, "nothing is put together")
                .end(finishReason, transcript.counts() ? transcript.usage() : null);
    }

    /** What ends a stream that nobody goes on with: its one choice is open. */
    ByteBuf interrupted() {
        return Unpooled.wrappedBuffer(
                OpenAiErrorJson.interrupted(OpenAiErrors.streamInterrupted(), request.operation(), new BitSet()));
    }
}
