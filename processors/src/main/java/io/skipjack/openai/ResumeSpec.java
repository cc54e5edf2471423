package io.skipjack.openai;

import io.skipjack.domain.resume.AnswerKind;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumableRequest;
import java.nio.charset.StandardCharsets;

/**
 * What is needed of a request to resume its answer: what decides whether it can be, and where its body is edited for it.
 *
 * @param request what decides
 * @param root offset of the opening brace in {@link InferenceRequest#body}
 * @param streamAt offset of the value of {@code stream} in a body that asks for no stream; -1 for none
 * @param streamLength of that value, bytes
 * @param asksTokenIds whether token ids may be asked for: the body does not say itself
 * @param streamOptions whether the body has {@code stream_options}
 * @param withheld characters that an engine withholds at the end of the text, since a stop string may begin there; 0 or more
 */
public record ResumeSpec(
        ResumableRequest request,
        int root,
        int streamAt,
        int streamLength,
        boolean asksTokenIds,
        boolean streamOptions,
        int withheld) {
    /** Of a request whose answer cannot be resumed. */
    public static final ResumeSpec NONE = new ResumeSpec(ResumableRequest.NONE, 0, -1, 0, false, false, 0);

    private static final byte[] TOKEN_IDS = "\"return_token_ids\":true,".getBytes(StandardCharsets.US_ASCII);
    private static final String STREAM = "\"stream\":true,\"stream_options\":{\"include_usage\":true},";
    private static final String OPTIONS = "\"stream_options\":{\"include_usage\":true},";

    /**
     * Whether an answer that the client wants whole may be streamed from the engine and put together here: where it may
     * have so many tokens that losing them matters. What only a whole answer has, or several, is left alone.
     */
    public boolean canStream(int fromTokens) {
        int most = request.maxTokens();
        return request.kind() != AnswerKind.OTHER
                && !streamOptions
                // twenty alternatives for each token would be a thousand bytes of tree for four of text
                && !request.has(RequestTrait.LOGPROBS)
                && (most == ResumableRequest.NO_LIMIT || most >= fromTokens);
    }

    /** The body with token ids asked for (vLLM's {@code return_token_ids}). */
    public byte[] askingTokenIds(byte[] body) {
        return inserted(body, TOKEN_IDS);
    }

    /** The body of a request for a whole answer, made to ask for the same answer as a stream with usage. */
    public byte[] askingStream(byte[] body) {
        if (streamAt < 0) {
            return inserted(body, STREAM.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] streaming = new byte[body.length - streamLength + 4];
        System.arraycopy(body, 0, streaming, 0, streamAt);
        System.arraycopy("true".getBytes(StandardCharsets.US_ASCII), 0, streaming, streamAt, 4);
        int rest = streamAt + streamLength;
        System.arraycopy(body, rest, streaming, streamAt + 4, body.length - rest);
        return inserted(streaming, OPTIONS.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] inserted(byte[] body, byte[] member) {
        byte[] edited = new byte[body.length + member.length];
        int at = root + 1;
        System.arraycopy(body, 0, edited, 0, at);
        System.arraycopy(member, 0, edited, at, member.length);
        System.arraycopy(body, at, edited, at + member.length, body.length - at);
        return edited;
    }
}
