package io.skipjack.live;

import java.time.Instant;
import java.util.List;

/**
 * Replaced routes that still run. They are removed together: an exchange inside one of them may yet call another.
 */
final class Drain {
    private final int number;
    private final Instant since;
    private final List<BuiltRoute> routes;
    private boolean quiet;

    Drain(int number, Instant since, List<BuiltRoute> routes) {
        this.number = number;
        this.since = since;
        this.routes = List.copyOf(routes);
    }

    int number() {
        return number;
    }

    Instant since() {
        return since;
    }

    List<BuiltRoute> routes() {
        return routes;
    }

    /** True at the second look in a row that found it empty: an exchange handed to another thread is uncounted briefly. */
    boolean quietAgain(boolean empty) {
        boolean again = quiet && empty;
        quiet = empty;
        return again;
    }
}
