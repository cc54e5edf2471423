package io.skipjack.domain.resume;

/** How an answer goes on elsewhere, strongest first. */
public enum ResumeLevel {
    /** The client has seen nothing: the same request is sent again. */
    REPLAY("replay"),
    /** From the very token ids that were read and generated; no template, no new tokenisation. */
    TOKENS("tokens"),
    /** From the text that was sent, as the beginning of the answer to be continued. */
    TEXT("text"),
    /** Everything was said but the formal end, which the router can say itself. */
    END("end"),
    /** Not at all: the answer ends with an explicit error. */
    NONE("none");

    private final String label;

    ResumeLevel(String label) {
        this.label = label;
    }

    /** As in logs, metrics and traces. */
    public String label() {
        return label;
    }
}
