package io.skipjack.domain.resume;

/** The form of an answer, as far as going on with it elsewhere is concerned. */
public enum AnswerKind {
    CHAT,
    COMPLETION,
    /** Everything whose answer nobody can go on with. */
    OTHER
}
