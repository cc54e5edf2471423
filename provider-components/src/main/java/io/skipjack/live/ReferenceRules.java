package io.skipjack.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what files say about each other and about the config. Camel finds these mistakes one at a time, late (an
 * unknown {@code live:} name: with the first request) or never (an unknown routeConfigurationId is ignored).
 *
 * @param known what exists outside the files: property keys, and {@code live:} names served by routes written in Java
 */
record ReferenceRules(RouteSet set, Outside known) {
    /** Plain keys only: {@code {{?optional}}}, {@code {{key:default}}} and {@code {{env:NAME}}} cannot be missing. */
    private static final Pattern KEY = Pattern.compile("\\{\\{([A-Za-z0-9_.\\-\\[\\]]+)}}");

    private static final Set<String> PROSE = Set.of("description", "note", "message", "constant", "simple", "title");

    record Outside(Predicate<String> keys, Predicate<String> liveNames) {}

    List<RouteProblem> check() {
        List<RouteProblem> found = new ArrayList<>();
        Set<String> live = set.routes()
                .map(RouteSource::from)
                .map(ReferenceRules::liveName)
                .collect(Collectors.toSet());
        for (RouteSource source : set.sources()) {
            found.addAll(checkKeys(source));
            found.addAll(checkLive(source, live));
        }
        found.addAll(checkIds());
        found.addAll(checkConfigurations());
        return found;
    }

    private List<RouteProblem> checkKeys(RouteSource source) {
        Set<String> local = source.isKamelet() ? kameletNames(source.outline()) : Set.of();
        List<RouteProblem> found = new ArrayList<>();
        for (YamlOutline.Entry entry : source.outline().entries()) {
            Matcher matcher = KEY.matcher(entry.value());
            while (matcher.find()) {
                String key = matcher.group(1);
                if (!local.contains(key) && !known.keys().test(key)) {
                    found.add(source.problem(entry.line(), "there is no key %s in the config".formatted(key)));
                }
            }
        }
        return found;
    }

    /** What a Kamelet's own text may refer to: its properties, its beans, and what Camel adds. */
    private static Set<String> kameletNames(YamlOutline outline) {
        Set<String> names =
                new HashSet<>(Set.of("routeId", "templateId", "uuid", "parentRouteId", "parentProcessorId"));
        outline.under("/spec/definition/properties").forEach(property -> names.add(property.key()));
        outline.entries().stream()
                .filter(entry -> entry.path().startsWith("/spec/template/beans/"))
                .forEach(entry -> names.add(entry.key().equals("name") ? entry.value() : entry.key()));
        return names;
    }

    private List<RouteProblem> checkLive(RouteSource source, Set<String> live) {
        List<RouteProblem> found = new ArrayList<>();
        for (YamlOutline.Entry entry : source.outline().entries()) {
            String name = PROSE.contains(entry.key()) ? "" : liveName(entry.value());
            boolean fixed = !name.isEmpty() && !name.contains("{");
            if (fixed && !live.contains(name) && !known.liveNames().test(name)) {
                found.add(source.problem(entry.line(), "no route starts from live:%s".formatted(name)));
            }
        }
        return set.problems().isEmpty() ? found : List.of(); // else the route may be in a file that cannot be read
    }

    /** The name in {@code live:name?options}, empty for anything else. */
    private static String liveName(String uri) {
        if (!uri.startsWith("live:")) {
            return "";
        }
        String rest = uri.substring("live:".length());
        String name = rest.startsWith("//") ? rest.substring(2) : rest;
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }

    /** Ids name meters and circuit breakers, so they are unique over all routes; Camel looks at one route at a time. */
    private List<RouteProblem> checkIds() {
        Map<String, RouteSource> owners = new HashMap<>();
        List<RouteProblem> found = new ArrayList<>();
        set.routes()
                .forEach(source -> source.outline().entries().stream()
                        .filter(entry ->
                                entry.key().equals("id") && !entry.path().contains("/parameters/"))
                        .forEach(entry -> {
                            RouteSource owner = owners.putIfAbsent(entry.value(), source);
                            if (owner != null) {
                                found.add(source.problem(
                                        entry.line(),
                                        "the id %s is already used in %s"
                                                .formatted(
                                                        entry.value(),
                                                        owner.file().path())));
                            }
                        }));
        return found;
    }

    private List<RouteProblem> checkConfigurations() {
        Set<String> ids = new HashSet<>();
        set.configurations()
                .forEach(source -> source.outline().entries().stream()
                        .filter(entry -> entry.path().matches("/\\d+/route-?[cC]onfiguration/id"))
                        .forEach(entry -> ids.add(entry.value())));
        List<RouteProblem> found = new ArrayList<>();
        set.routes().forEach(source -> {
            for (String id : source.inRoute("/routeConfigurationId").split(",")) {
                boolean plain = !id.isBlank() && !id.contains("*") && !id.contains("{{");
                if (plain && !ids.contains(id.strip()) && set.problems().isEmpty()) {
                    found.add(source.problem(
                            source.lineInRoute("/routeConfigurationId"),
                            "there is no routeConfiguration %s".formatted(id.strip())));
                }
            }
        });
        return found;
    }
}
