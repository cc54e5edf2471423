package io.skipjack.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All files of one look that can be used by themselves, and what is wrong with the others. Nothing of Camel is touched
 * yet.
 */
record RouteSet(List<RouteSource> sources, List<RouteProblem> problems) {
    private static final Set<String> SERVING = Set.of("route", "rest");
    private static final Set<String> CONFIGURATION = Set.of("routeConfiguration", "route-configuration");

    static RouteSet of(RouteFiles files) {
        List<RouteSource> usable = new ArrayList<>();
        List<RouteProblem> problems = new ArrayList<>();
        for (RouteFile file : files.files()) {
            RouteSource source = RouteSource.of(file);
            List<RouteProblem> own = check(source);
            problems.addAll(own);
            if (own.isEmpty()) {
                usable.add(source);
            }
        }
        if (files.of(RouteFile.Kind.ROUTE).findAny().isEmpty()) {
            problems.add(new RouteProblem("routes", 0, "the folder holds no *.camel.yaml file"));
        }
        return new RouteSet(List.copyOf(usable), List.copyOf(problems));
    }

    /** What serves: routes, and REST definitions, of which Camel makes routes. */
    Stream<RouteSource> routes() {
        return sources.stream().filter(RouteSource::serves);
    }

    Stream<RouteSource> configurations() {
        return sources.stream().filter(RouteSource::isConfiguration);
    }

    Stream<RouteSource> kamelets() {
        return sources.stream().filter(RouteSource::isKamelet);
    }

    Optional<RouteSource> route(String id) {
        return routes().filter(source -> source.id().equals(id)).findFirst();
    }

    /** Names of files with a problem of their own, whose absence must not be held against those who use them. */
    Set<String> broken() {
        Set<String> paths = new HashSet<>();
        problems.forEach(problem -> paths.add(problem.file()));
        return paths;
    }

    private static List<RouteProblem> check(RouteSource source) {
        if (!source.outline().problems().isEmpty()) {
            return source.outline().problems();
        }
        return source.isKamelet() ? checkKamelet(source) : checkRouteFile(source);
    }

    private static List<RouteProblem> checkKamelet(RouteSource source) {
        YamlOutline outline = source.outline();
        String name = outline.valueAt("/metadata/name");
        if (!outline.valueAt("/kind").equals("Kamelet") || name.isEmpty()) {
            return List.of(source.problem(1, "a Kamelet needs kind: Kamelet and metadata.name"));
        }
        if (!name.equals(source.file().name())) {
            int line = outline.lineOf(name);
            return List.of(source.problem(
                    line,
                    "the Kamelet is called %s but its file %s"
                            .formatted(name, source.file().name())));
        }
        return List.of();
    }

    private static List<RouteProblem> checkRouteFile(RouteSource source) {
        YamlOutline outline = source.outline();
        List<YamlOutline.Entry> items = outline.at("/0").isPresent() ? outline.under("") : List.of();
        if (items.isEmpty()) {
            return List.of(source.problem(
                    1, "the file must be a list that starts with - route:, - rest: or - routeConfiguration:"));
        }
        int routes = 0;
        for (YamlOutline.Entry item : items) {
            for (YamlOutline.Entry kind : outline.under(item.path())) {
                if (SERVING.contains(kind.key())) {
                    routes++;
                } else if (!CONFIGURATION.contains(kind.key())) {
                    return List.of(source.problem(
                            kind.line(),
                            "%s cannot stand here, only one route, one rest or routeConfigurations"
                                    .formatted(kind.key())));
                }
            }
        }
        if (routes > 0 && items.size() > 1) {
            int second = items.get(1).line();
            return List.of(source.problem(
                    second, "a file holds one route or rest and nothing else, move this to its own file"));
        }
        return routes == 0 ? List.of() : checkRoute(source);
    }

    private static List<RouteProblem> checkRoute(RouteSource source) {
        List<RouteProblem> found = new ArrayList<>();
        String name = source.file().name();
        if (source.id().isEmpty()) {
            found.add(source.problem(
                    source.lineInRoute(""), "the route needs id: %s, as its file is called".formatted(name)));
        } else if (!source.id().equals(name)) {
            found.add(source.problem(
                    source.lineInRoute("/id"), "the route is called %s but its file %s".formatted(source.id(), name)));
        }
        if (source.isRest()) {
            return found;
        }
        if (source.from().isEmpty()) {
            found.add(source.problem(source.lineInRoute(""), "the route needs from: with a uri"));
        } else if (source.steps() == 0) {
            found.add(source.problem(source.lineInRoute("/from"), "the route needs steps"));
        }
        return found;
    }
}
