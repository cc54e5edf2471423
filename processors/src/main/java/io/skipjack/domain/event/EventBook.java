package io.skipjack.domain.event;

/**
 * Where whatever happens is noted for operators. A port in the domain, because the loops, the requests and the application
 * all note, and know nothing of each other. Never blocks and never throws: what watches must not stop what works.
 */
@FunctionalInterface
public interface EventBook {
    /** Keeps nothing. */
    EventBook NONE = note -> {};

    void note(EventNote note);
}
