package io.skipjack.app.cli.bench;

import java.util.List;

/**
 * How long one request and its answer are to be.
 *
 * @param promptTokens 1 or more
 * @param outputTokens what is asked for at most, 1 or more
 * @param blocks names of the prompt's blocks of {@link Prompts#BLOCK_TOKENS} tokens, in order: blocks of one name are
 *     equal, so that prompts share what a prefix cache would find. Empty for a prompt that is like no other
 */
public record Ask(int promptTokens, int outputTokens, List<Long> blocks) {
    public Ask {
        blocks = List.copyOf(blocks);
    }

    public static Ask of(int promptTokens, int outputTokens) {
        return new Ask(promptTokens, outputTokens, List.of());
    }
}
