package io.skipjack.domain.resume;

/** Why an answer that broke off is not resumed. */
public enum ResumeRefusal {
    SWITCHED_OFF("switched_off", "resuming is switched off for it"),
    OPERATION("operation", "answers of this kind cannot be resumed"),
    SEVERAL_CHOICES("several_choices", "it has several choices"),
    BEAM_SEARCH("beam_search", "a beam search cannot be taken up again"),
    PROMPT("prompt", "its prompt cannot be sent again with what was generated"),
    STRUCTURED_OUTPUT("structured_output", "a grammar starts afresh on another engine"),
    TOOL_CALL("tool_call", "a tool call had begun or was demanded"),
    REASONING("reasoning", "the model was still reasoning, or its reasoning would be lost"),
    PENALTIES("penalties", "penalties count only what the next engine generates"),
    MIN_TOKENS("min_tokens", "min_tokens counts only what the next engine generates"),
    LOGPROBS("logprobs", "its log probabilities cannot be continued"),
    TOKEN_IDS("token_ids", "the token ids that its client wants would not follow each other"),
    ECHO("echo", "the echoed prompt cannot be told from the answer"),
    KV_TRANSFER("kv_transfer", "its cache was handed over by another engine"),
    NO_TOKENS("no_tokens", "neither its token ids nor its text are known"),
    MEMORY("memory", "it grew larger than what is kept for resuming"),
    RESUMES_SPENT("resumes_spent", "it has been resumed as often as allowed"),
    /** After the decision to go on: nobody could take it. */
    QUEUE_FULL("queue_full", "too many answers wait to be resumed"),
    NO_CAPACITY("no_capacity", "nobody could take it in time"),
    UNPROVEN_TARGET("unproven_target", "no engine that takes requests proved that it goes on from there"),
    BROKE_ENGINES("broke_engines", "two engines broke on it"),
    CLIENT_GONE("client_gone", "its client has left");

    private final String label;
    private final String sentence;

    ResumeRefusal(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    /** As in metrics. */
    public String label() {
        return label;
    }

    /** As in the log, to follow "because". */
    public String sentence() {
        return sentence;
    }
}
