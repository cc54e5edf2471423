package io.skipjack.upstream;

import io.skipjack.openai.ContinuationRequest;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.ResumeSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one leg asks of its upstream.
 *
 * @param tokenIds whether it asks for token ids without the client having done so
 * @param plainly whether it does not any more, the upstream having refused it
 * @param continuation what it goes on with; null for the client's own request
 * @param patience until the first of the answer at most, whatever the upstream's own time; null for no such bound
 */
@SuppressWarnings("ArrayRecordComponent") // handed through without a copy
record LegAsk(
        String path,
        byte[] body,
        boolean tokenIds,
        boolean plainly,
        @Nullable ContinuationRequest continuation,
        @Nullable Duration patience) {
    /** The client's request as it is. */
    static LegAsk plain(InferenceRequest request) {
        return new LegAsk(request.path(), request.body(), false, false, null, null);
    }

    /**
     * Whether the ids of a request's prompt come in an event that may still be so large, whatever its tokens are: each
     * stands for one byte of the request at least, and takes up to eight with its comma.
     */
    static boolean idsFit(InferenceRequest request, int maxEventBytes) {
        return request.body().length <= maxEventBytes / 8;
    }

    /** Bytes of the largest event of its answer: the first of one that goes on holds the ids of the prompt, as the proof. */
    int maxEventBytes(int usual) {
        return continuation == null ? usual : usual + 2 * continuation.body().length;
    }

    /** The client's request, with what resuming its answer needs. */
    static LegAsk first(InferenceRequest request, boolean asStream, boolean withTokenIds) {
        ResumeSpec edits = request.resume();
        byte[] body = asStream ? edits.askingStream(request.body()) : request.body();
        boolean ids = withTokenIds && edits.asksTokenIds();
        return new LegAsk(request.path(), ids ? edits.askingTokenIds(body) : body, ids, false, null, null);
    }

    static LegAsk next(ContinuationRequest continuation, @Nullable Duration patience) {
        return new LegAsk(continuation.path(), continuation.body(), false, false, continuation, patience);
    }

    /** The client's request once the upstream has refused to be asked for more. */
    static LegAsk plainly(InferenceRequest request, boolean asStream) {
        LegAsk first = first(request, asStream, false);
        return new LegAsk(first.path, first.body, false, true, null, null);
    }
}
