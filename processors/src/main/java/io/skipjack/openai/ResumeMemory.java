package io.skipjack.openai;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be kept of answers for resuming them: of each, and of all together. What does not fit is dropped, and the
 * answer can then not be resumed any more; it is never a reason to refuse a request. Thread-safe.
 */
public final class ResumeMemory {
    private final int mostPerAnswer;
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param mostPerAnswer bytes of one answer's prompt ids, token ids and text, 0 or more
     * @param most bytes of all answers together, 0 or more
     */
    public ResumeMemory(int mostPerAnswer, long most) {
        this.mostPerAnswer = mostPerAnswer;
        this.most = most;
    }

    /** Bytes kept now. */
    public long taken() {
        return taken.get();
    }

    /** Whether an answer that holds {@code before} bytes may hold {@code after}; takes the difference if so. */
    boolean grow(int before, int after) {
        if (after > mostPerAnswer) {
            return false;
        }
        int more = after - before;
        if (taken.addAndGet(more) > most) {
            taken.addAndGet(-more);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }
}
