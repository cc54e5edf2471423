package io.skipjack.live;

import java.time.Instant;
import java.util.List;

/**
 * Which routes serve now, and what became of the last edit; an immutable snapshot.
 *
 * @param generation number of the generation that gets new exchanges, 0 before the first
 * @param since when it took over
 * @param problems why the files as they are now are not served; empty when they are
 * @param draining older generations that still have exchanges inside
 */
public record RouteStatus(int generation, Instant since, List<RouteProblem> problems, List<Draining> draining) {
    /**
     * @param since when it stopped getting new exchanges
     * @param inFlight exchanges inside, at least
     */
    public record Draining(int generation, Instant since, int inFlight) {}

    public RouteStatus {
        problems = List.copyOf(problems);
        draining = List.copyOf(draining);
    }

    /** Whether the last edit was rejected. The routes of {@link #generation} serve all the same. */
    public boolean rejected() {
        return !problems.isEmpty();
    }
}
