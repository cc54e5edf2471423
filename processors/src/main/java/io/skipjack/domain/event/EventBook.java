package io.skipjack.domain.event;

import java.util.Map;

/**
 * Where whatever happens is noted for operators. A port in the domain, because the loops, the requests and the application
 * all note, and know nothing of each other. Never blocks and never throws: what watches must not stop what works.
 */
@FunctionalInterface
public interface EventBook {
    /** Keeps nothing. */
    EventBook NONE = note -> {};

    void note(EventNote note);

    /** Notes what nobody else does; the arguments are explained at {@link OperatorEvent}. */
    default void note(String kind, String deployment, String subject, String text, Map<String, String> facts) {
        note(new EventNote(kind, deployment, subject, text, facts, null));
    }
}
