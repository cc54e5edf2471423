package io.skipjack.live;

import java.util.List;
import java.util.stream.Collectors;

/** The routes cannot be served as they are written; fails the start, where there is nothing older to keep serving. */
public final class RouteProblemsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RouteProblem> problems;

    public RouteProblemsException(List<RouteProblem> problems) {
        super("loading routes, " + problems.stream().map(RouteProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<RouteProblem> problems() {
        return problems;
    }
}
