package io.skipjack.domain.resume;

import static io.skipjack.domain.resume.RequestTrait.*;

import org.jspecify.annotations.Nullable;

/**
 * Whether an answer can go on elsewhere so that the client cannot tell, and how. What cannot be equal by nature is the
 * sampling itself: the next engine draws its own random numbers, also with a {@code seed}. Refused is whatever the next
 * engine would do differently for not having generated the beginning itself: penalties and {@code min_tokens} count
 * only new tokens, grammars and reasoning parsers start afresh (vLLM's documentation of sampling parameters; the reasons
 * are Dynamo's for not migrating guided requests).
 */
public final class ResumeEligibility {
    private ResumeEligibility() {}

    /** Why no answer to this request can be resumed, whatever was sent; null when one may be. */
    public static @Nullable ResumeRefusal refusal(ResumableRequest request) {
        if (request.kind() == AnswerKind.OTHER) {
            return ResumeRefusal.OPERATION;
        }
        if (request.traits().isEmpty()) {
            return null;
        }
        if (request.has(SEVERAL_CHOICES)) {
            return ResumeRefusal.SEVERAL_CHOICES;
        }
        if (request.has(BEAM_SEARCH)) {
            return ResumeRefusal.BEAM_SEARCH;
        }
        if (request.has(SEVERAL_PROMPTS) || request.has(UNREPEATABLE_PROMPT)) {
            return ResumeRefusal.PROMPT;
        }
        if (request.has(STRUCTURED_OUTPUT)) {
            return ResumeRefusal.STRUCTURED_OUTPUT;
        }
        if (request.has(TOOL_DEMANDED)) {
            return ResumeRefusal.TOOL_CALL;
        }
        return counting(request);
    }

    private static @Nullable ResumeRefusal counting(ResumableRequest request) {
        if (request.has(PENALTIES)) {
            return ResumeRefusal.PENALTIES;
        }
        if (request.has(MIN_TOKENS)) {
            return ResumeRefusal.MIN_TOKENS;
        }
        if (request.has(PROMPT_LOGPROBS)) {
            return ResumeRefusal.LOGPROBS;
        }
        if (request.has(ECHO) && request.has(LOGPROBS)) {
            // those of the echoed prompt would come again
            return ResumeRefusal.LOGPROBS;
        }
        if (request.has(ECHO) && request.has(TOKEN_PROMPT)) {
            return ResumeRefusal.ECHO;
        }
        return request.has(KV_TRANSFER) ? ResumeRefusal.KV_TRANSFER : null;
    }

    /** Whether token ids are of any use for this request, so that they are worth asking for. */
    public static boolean wantsTokenIds(ResumableRequest request) {
        return refusal(request) == null;
    }

    /**
     * What becomes of the answer now.
     *
     * @param maxResumes resumes allowed for one request, 0 or more
     */
    public static ResumeDecision decide(ResumableRequest request, Progress sent, int maxResumes) {
        if (sent.finished()) {
            return new ResumeDecision.Finish("");
        }
        ResumeRefusal refusal = refusal(request);
        if (refusal == null) {
            refusal = refusal(request, sent, maxResumes);
        }
        if (refusal != null) {
            return new ResumeDecision.Refuse(refusal);
        }
        int remaining = remaining(request, sent);
        if (remaining == 0) {
            return new ResumeDecision.Finish("length");
        }
        if (byTokens(request, sent)) {
            return new ResumeDecision.Continue(ResumeLevel.TOKENS, remaining);
        }
        refusal = textRefusal(request, sent);
        return refusal == null
                ? new ResumeDecision.Continue(ResumeLevel.TEXT, remaining)
                : new ResumeDecision.Refuse(refusal);
    }

    /** The same once it has turned out that the engine cannot go on from token ids. */
    public static ResumeDecision decideText(ResumableRequest request, Progress sent) {
        ResumeRefusal refusal = textRefusal(request, sent);
        return refusal == null
                ? new ResumeDecision.Continue(ResumeLevel.TEXT, remaining(request, sent))
                : new ResumeDecision.Refuse(refusal);
    }

    private static @Nullable ResumeRefusal refusal(ResumableRequest request, Progress sent, int maxResumes) {
        if (sent.toolCallBegun()) {
            return ResumeRefusal.TOOL_CALL;
        }
        if (sent.reasoned() && sent.textLength() == 0) {
            return ResumeRefusal.REASONING;
        }
        if (sent.overBudget()) {
            return ResumeRefusal.MEMORY;
        }
        if (sent.resumes() >= maxResumes) {
            return ResumeRefusal.RESUMES_SPENT;
        }
        return sent.aligned() && sent.withheld() == 0 ? null : aheadOfText(request);
    }

    /** Of tokens whose text was not sent yet, the client may have other things, which the next engine tells again. */
    private static @Nullable ResumeRefusal aheadOfText(ResumableRequest request) {
        if (request.has(LOGPROBS)) {
            return ResumeRefusal.LOGPROBS;
        }
        return request.has(TOKEN_IDS_WANTED) ? ResumeRefusal.TOKEN_IDS : null;
    }

    private static int remaining(ResumableRequest request, Progress sent) {
        return request.maxTokens() == ResumableRequest.NO_LIMIT
                ? ResumableRequest.NO_LIMIT
                // text that is still held back by the lost engine has yet to come, so it is not over
                : Math.max(sent.aligned() && sent.withheld() == 0 ? 0 : 1, request.maxTokens() - sent.delivered());
    }

    /**
     * Going on from ids needs the text to be theirs to the last character, and nothing that only the chat endpoint does:
     * calling tools, reading media, its own form of log probabilities.
     */
    private static boolean byTokens(ResumableRequest request, Progress sent) {
        return sent.idsKnown()
                && sent.aligned()
                && !request.has(STOP_STRINGS)
                && !request.has(MEDIA)
                && !request.has(ECHO)
                && !(request.kind() == AnswerKind.CHAT && (request.has(TOOLS) || request.has(LOGPROBS)));
    }

    private static @Nullable ResumeRefusal textRefusal(ResumableRequest request, Progress sent) {
        if (sent.reasoned()) {
            return ResumeRefusal.REASONING;
        }
        if (request.has(TOKEN_PROMPT) || request.has(TRUNCATED_PROMPT)) {
            return ResumeRefusal.PROMPT;
        }
        if (request.has(TOKEN_IDS_WANTED)) {
            return ResumeRefusal.TOKEN_IDS;
        }
        return sent.overBudget() ? ResumeRefusal.MEMORY : null;
    }
}
