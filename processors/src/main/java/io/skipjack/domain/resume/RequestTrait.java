package io.skipjack.domain.resume;

/** What of a request bears on whether, and how, its answer can be resumed. */
public enum RequestTrait {
    /** {@code n} or {@code best_of} above 1. */
    SEVERAL_CHOICES,
    BEAM_SEARCH,
    /** More than one prompt in a completion. */
    SEVERAL_PROMPTS,
    /** A completion's prompt is token ids, not text. */
    TOKEN_PROMPT,
    /** A prompt of embeddings, or a {@code suffix} that follows the answer. */
    UNREPEATABLE_PROMPT,
    /** A {@code response_format} other than text, guided decoding, structured outputs. */
    STRUCTURED_OUTPUT,
    /** Tools that the model may call, or not. */
    TOOLS,
    /** A tool call is demanded. */
    TOOL_DEMANDED,
    /** {@code presence_penalty} or {@code frequency_penalty} other than 0. */
    PENALTIES,
    /** {@code min_tokens} above 0. */
    MIN_TOKENS,
    PROMPT_LOGPROBS,
    LOGPROBS,
    ECHO,
    /** Stop strings: engines hold text back that might become one. */
    STOP_STRINGS,
    /** Images, audio, video or files among the messages. */
    MEDIA,
    /** The prompt's key-value cache comes from elsewhere. */
    KV_TRANSFER,
    /** {@code truncate_prompt_tokens}: the engine reads only a part of the prompt. */
    TRUNCATED_PROMPT,
    /** The client itself asked for token ids. */
    TOKEN_IDS_WANTED
}
