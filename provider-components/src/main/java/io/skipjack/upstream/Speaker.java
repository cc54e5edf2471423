package io.skipjack.upstream;

import org.jspecify.annotations.Nullable;

/**
 * Which relay says an answer at present. When another upstream is to go on with it, it is silent until that one has proved
 * that it does, and speaks again when it does not: nothing that runs is given up for what may fail. Lives on the client's
 * event loop; {@link #isInterrupted} may be asked from any thread.
 */
final class Speaker {
    private @Nullable AnswerRelay relay;
    private boolean held;
    private volatile boolean interrupted;

    /** Null for nobody. */
    @Nullable
    AnswerRelay now() {
        return relay;
    }

    /** Whether the answer has begun and nobody is left who could say more of it. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** From here on it is this one. */
    void is(AnswerRelay next) {
        relay = next;
        interrupted = false;
    }

    /** The answer has ended. */
    void isNobody() {
        relay = null;
    }

    /** It has lost its upstream; whether another one is being asked already. */
    boolean isLost() {
        boolean asked = held;
        held = false;
        relay = null;
        interrupted = true;
        return asked;
    }

    /** Another upstream is asked: it is silent meanwhile. False when it is already, or when nobody speaks. */
    boolean holds() {
        AnswerRelay now = relay;
        if (now == null || held) {
            return false;
        }
        held = true;
        now.holds();
        return true;
    }

    /** The other one does go on: it is not needed any more. */
    void isReplaced() {
        AnswerRelay now = relay;
        if (now != null && held) {
            isLost();
            now.moved();
        }
    }

    /** The other one does not: it speaks again. */
    void goesOn() {
        AnswerRelay now = relay;
        if (now != null && held) {
            held = false;
            now.stays();
        }
    }
}
