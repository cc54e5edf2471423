package io.skipjack.provider.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks the engine to say, whatever API it came by.
 *
 * @param prompts token ids of each prompt; more than one only for completions
 * @param maxTokens as asked; null when the request names none
 * @param choices answers per prompt
 * @param stop texts that end the answer and are not part of it
 * @param tool name of the tool to call, or null to answer with text
 * @param logprobs whether to add log probabilities (made up, all alike)
 */
record GenerationRequest(
        Form form,
        String model,
        List<int[]> prompts,
        @Nullable Integer maxTokens,
        int choices,
        List<String> stop,
        @Nullable String tool,
        boolean stream,
        boolean includeUsage,
        boolean tokenIds,
        boolean echo,
        boolean logprobs) {

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
}
