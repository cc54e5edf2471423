package io.skipjack.domain.resume;

/**
 * What the client has been sent of an answer.
 *
 * @param delivered tokens whose text was sent, 0 or more; counted events where {@code idsKnown} is false
 * @param withheld tokens that came after those without their text, 0 or more
 * @param idsKnown whether the ids of the prompt and of all those tokens are known
 * @param aligned whether the text sent is exactly that of the tokens delivered, to the last character
 * @param textLength of the answer's own text, bytes
 * @param reasoned whether reasoning was sent apart from the text
 * @param toolCallBegun whether part of a tool call was sent
 * @param finished whether a finish reason was sent
 * @param overBudget whether what is kept for resuming had to be dropped for its size; else the text sent is known
 * @param resumes how often it has been resumed
 */
public record Progress(
        int delivered,
        int withheld,
        boolean idsKnown,
        boolean aligned,
        int textLength,
        boolean reasoned,
        boolean toolCallBegun,
        boolean finished,
        boolean overBudget,
        int resumes) {}
