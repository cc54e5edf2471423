package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.TokenChain.Characters;

/**
 * What differs between engines that all speak OpenAI's API, and decides how an answer that broke off can be continued.
 *
 * @param characters what the tokens of an answer are made of; usually words
 * @param tokensPerChunk ids that come in one chunk of a stream, 1 or more; usually 1
 * @param reasoning how many tokens of a chat's answer are reasoning before its content begins; usually 0
 * @param trims whether the chat template strips white space from the end of a final message to be continued; usually not
 * @param parameters which parameters of a request are understood; usually vLLM's
 */
public record EngineTraits(
        Characters characters, int tokensPerChunk, int reasoning, boolean trims, Parameters parameters) {
    public static final EngineTraits USUAL = new EngineTraits(Characters.WHOLE, 1, 0, false, Parameters.VLLM);

    /** Whose parameters are understood. */
    public enum Parameters {
        /** vLLM's; what it does not know is accepted silently. */
        VLLM,
        /** OpenAI's; any other is a 400. */
        STRICT,
        /** OpenAI's; any other is accepted silently, also token ids and the continuation of a final message. */
        FOREIGN
    }

    public EngineTraits {
        if (tokensPerChunk < 1 || reasoning < 0) {
            throw new IllegalArgumentException("there is at least 1 token in a chunk and no negative number of any");
        }
    }

    EngineTraits with(Characters newCharacters) {
        return new EngineTraits(newCharacters, tokensPerChunk, reasoning, trims, parameters);
    }

    EngineTraits withTokensPerChunk(int tokens) {
        return new EngineTraits(characters, tokens, reasoning, trims, parameters);
    }

    EngineTraits withReasoning(int tokens) {
        return new EngineTraits(characters, tokensPerChunk, tokens, trims, parameters);
    }

    EngineTraits withTrimmingTemplate() {
        return new EngineTraits(characters, tokensPerChunk, reasoning, true, parameters);
    }

    EngineTraits with(Parameters newParameters) {
        return new EngineTraits(characters, tokensPerChunk, reasoning, trims, newParameters);
    }
}
