package io.skipjack.app.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of telling a webhook of an event.
 *
 * @param taken whether it has it
 * @param again whether to try again, where it has not
 * @param after how long to wait at least, by its own word; null for no word
 * @param problem for operators, without its address; empty where it has it
 */
record Answer(boolean taken, boolean again, @Nullable Duration after, String problem) {
    static final Answer TAKEN = new Answer(true, false, null, "");

    static Answer later(String problem, @Nullable Duration after) {
        return new Answer(false, true, after, problem);
    }

    static Answer never(String problem) {
        return new Answer(false, false, null, problem);
    }
}
