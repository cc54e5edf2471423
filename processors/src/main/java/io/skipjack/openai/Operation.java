package io.skipjack.openai;

/** What a request asks for, by its path; decides which parts of the body are read. */
public enum Operation {
    CHAT,
    COMPLETIONS,
    EMBEDDINGS,
    RESPONSES,
    MESSAGES,
    /** {@code /v1/audio/*}: often multipart, passed through; the model is read from the form field. */
    AUDIO,
    /** Rerank, score, tokenize, detokenize and whatever else the allowlist names: model and stream are read, the rest passes. */
    OTHER
}
