package io.skipjack.provider.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks the engine to say, whatever API it came by.
 *
 * @param prompts token ids of each prompt; more than one only for completions
 * @param maxTokens as asked; null for as many as the answer naturally has
 * @param choices answers per prompt
 * @param stop texts that end the answer and are not part of it
 * @param keepsStop whether a stop text is part of the answer after all
 * @param tool name of the tool to call, or null to answer with text
 * @param preface tokens of content before the call of the tool begins
 * @param reasoning tokens of reasoning before the content begins
 * @param continuousUsage whether every chunk carries the usage so far
 * @param logprobs how many alternatives to tell with log probabilities (made up, all alike); null for none at all
 */
record GenerationRequest(
        Form form,
        String model,
        List<int[]> prompts,
        @Nullable Integer maxTokens,
        int choices,
        List<String> stop,
        boolean keepsStop,
        @Nullable String tool,
        int preface,
        int reasoning,
        boolean stream,
        boolean includeUsage,
        boolean continuousUsage,
        boolean tokenIds,
        boolean echo,
        @Nullable Integer logprobs) {

    /** The API by which an answer is asked for, which decides its shape. */
    enum Form {
        CHAT,
        COMPLETION,
        RESPONSES,
        MESSAGES
    }

    int promptTokens() {
        return prompts.stream().mapToInt(ids -> ids.length).sum();
    }

    /** True where an answer is more than one stretch of text. */
    boolean hasParts() {
        return tool != null || reasoning > 0;
    }
}
