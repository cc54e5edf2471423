package io.skipjack.processors.inference;

/** Where each ended request is booked, once. */
public interface UsageBook {
    /** Called on an event loop when the answer has ended: must not block. */
    void ended(Inference inference, AnswerOutcome outcome);
}
