package io.skipjack.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the folders asks for, compared with what runs.
 *
 * @param wanted to be built anew: all routes fed by {@code live:}, others only where they changed
 * @param kept running routes that stay as they are
 * @param replaced running routes that give way, because they are built anew or their file is gone
 * @param problems edits that cannot be made while the router runs
 */
record GenerationPlan(
        List<RouteSource> wanted, List<BuiltRoute> kept, List<BuiltRoute> replaced, List<RouteProblem> problems) {

    /** @param drawnOnChanged whether a Kamelet or routeConfiguration changed, which all routes may draw on */
    static GenerationPlan of(RouteSet set, List<BuiltRoute> running, boolean drawnOnChanged) {
        List<BuiltRoute> kept = running.stream()
                .filter(route -> keeps(route, set.route(route.name()), drawnOnChanged))
                .toList();
        List<RouteProblem> problems = new ArrayList<>();
        for (BuiltRoute route : running) {
            boolean unreadable = set.broken().contains(route.source().file().path());
            if (route.entry() == RouteSource.Entry.LISTENER && !kept.contains(route) && !unreadable) {
                problems.add(needsRestart(route, set.route(route.name())));
            }
        }
        List<RouteSource> wanted = set.routes()
                .filter(source -> running.stream()
                        .noneMatch(route -> route.name().equals(source.id())
                                && (kept.contains(route) || route.entry() == RouteSource.Entry.LISTENER)))
                .toList();
        List<BuiltRoute> replaced =
                running.stream().filter(route -> !kept.contains(route)).toList();
        return new GenerationPlan(wanted, kept, replaced, List.copyOf(problems));
    }

    private static boolean keeps(BuiltRoute route, Optional<RouteSource> now, boolean drawnOnChanged) {
        boolean same = now.filter(route::sameAs).isPresent();
        return switch (route.entry()) {
            case LIVE -> false;
            case SWAPPED -> same && !drawnOnChanged;
            // its channels would be cut: an edit to what it draws on reaches it with the next start
            case LISTENER -> same;
        };
    }

    private static RouteProblem needsRestart(BuiltRoute route, Optional<RouteSource> now) {
        String reason = "%s %s needs a restart, because its open connections would be cut"
                .formatted(now.isPresent() ? "changing" : "removing", route.name());
        return route.source().problem(now.isPresent() ? now.get().lineInRoute("") : 0, reason);
    }
}
