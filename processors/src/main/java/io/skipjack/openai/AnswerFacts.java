package io.skipjack.openai;

import org.jspecify.annotations.Nullable;

/**
 * What a non-streamed answer says about itself.
 *
 * @param promptTokens tokens read; -1 when the answer does not say
 * @param completionTokens tokens generated; -1 when the answer does not say
 * @param finishReason of the last choice that names one, as the engine wrote it; null for none
 * @param error whether it is an error, whatever its status
 * @param malformed whether it is not one whole JSON object
 */
public record AnswerFacts(
        long promptTokens, long completionTokens, @Nullable String finishReason, boolean error, boolean malformed) {

    /** Whether it can be handed on as an answer: whole, no error, and no engine that gave up half way. */
    public boolean whole() {
        return !malformed && !error && (finishReason == null || !StreamState.gaveUp(finishReason));
    }
}
