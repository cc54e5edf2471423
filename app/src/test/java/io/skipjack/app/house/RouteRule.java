package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One route or REST definition a file, called as the file is, described, at most 40 or 60 lines and 3 levels of steps. */
final class RouteRule implements HouseRule {
    private static final int MOST_LINES = 40;
    private static final int MOST_REST_LINES = 60;
    private static final int MOST_LEVELS = 3;

    @Override
    public List<String> check(House house) {
        List<String> found = new ArrayList<>();
        for (YamlFile file : house.routes()) {
            List<JsonNode> routes = file.items("route");
            List<JsonNode> rests = file.items("rest");
            List<JsonNode> configurations = file.items("routeConfiguration");
            int serving = routes.size() + rests.size();
            boolean one = serving == 1 && configurations.isEmpty();
            if (!one && (serving > 0 || configurations.isEmpty())) {
                found.add(file.problem("a file holds one route or rest, or routeConfigurations only"));
            }
            routes.forEach(route -> checkRoute(file, route, MOST_LINES, found));
            rests.forEach(rest -> checkRoute(file, rest, MOST_REST_LINES, found));
            configurations.forEach(configuration -> checkNamed(file, configuration, found));
        }
        return found;
    }

    private static void checkRoute(YamlFile file, JsonNode route, int most, List<String> found) {
        checkNamed(file, route, found);
        if (!route.path("id").asText().equals(file.name())) {
            found.add(file.problem("the route's id must be " + file.name()));
        }
        if (file.lines() > most) {
            found.add(file.problem("%d lines, at most %d".formatted(file.lines(), most)));
        }
        int levels = levels(route);
        if (levels > MOST_LEVELS) {
            found.add(file.problem("%d levels of steps, at most %d".formatted(levels, MOST_LEVELS)));
        }
    }

    private static void checkNamed(YamlFile file, JsonNode item, List<String> found) {
        if (item.path("id").asText().isBlank()) {
            found.add(file.problem("a route or routeConfiguration needs an id"));
        }
        if (item.path("description").asText().isBlank()) {
            found.add(file.problem(
                    "%s needs a description".formatted(item.path("id").asText())));
        }
    }

    private static int levels(JsonNode node) {
        int deepest = 0;
        for (var field : node.properties()) {
            int own = field.getKey().equals("steps") ? 1 : 0;
            deepest = Math.max(deepest, own + levels(field.getValue()));
        }
        for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
            deepest = Math.max(deepest, levels(item));
        }
        return deepest;
    }
}
