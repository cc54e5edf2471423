package io.skipjack.processors.inference;

import java.util.Locale;

/** How a request ended, as its client saw it. */
public enum AnswerOutcome {
    /** A whole answer. */
    ANSWERED,
    /** The request was refused with an error of its own making or of the router's (4xx, 429). */
    REFUSED,
    /** Nothing could answer: 5xx. */
    FAILED,
    /** It began and could not be ended honestly. */
    CUT,
    /** The client left. */
    CANCELLED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
