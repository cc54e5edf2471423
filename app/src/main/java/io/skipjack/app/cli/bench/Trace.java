package io.skipjack.app.cli.bench;

import java.util.List;

/** What a trace file holds. */
public sealed interface Trace {
    /** Which one it is, for people. */
    String format();

    /**
     * Single requests.
     *
     * @param format such as {@code Azure LLM inference}
     * @param arrivals in the order of their times, the first at zero
     */
    record Requests(String format, List<Arrival> arrivals) implements Trace {
        public Requests {
            arrivals = List.copyOf(arrivals);
        }
    }

    /**
     * How many requests there were, and nothing of each.
     *
     * @param format such as {@code ServeGen rates}
     * @param curve of all clients together
     */
    record Rates(String format, RateCurve curve) implements Trace {}
}
