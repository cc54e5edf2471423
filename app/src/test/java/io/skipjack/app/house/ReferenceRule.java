package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every bean, route, Kamelet, routeConfiguration and exception class that YAML names exists. */
final class ReferenceRule implements HouseRule {
    /** Keys whose value is a bean's name, with or without {@code #}. */
    private static final Set<String> BEAN_KEYS =
            Set.of("ref", "executorService", "circuitBreaker", "routePolicy", "onPrepare", "aggregationStrategy");

    private static final Pattern URI = Pattern.compile("(live|direct|kamelet):(?://)?([^?/{$]+).*");
    private static final Set<String> KAMELET_ENDS = Set.of("source", "sink");

    @Override
    public List<String> check(House house) {
        Set<String> targets = new HashSet<>();
        Set<String> configurations = new HashSet<>();
        for (YamlFile file : house.routes()) {
            file.items("route")
                    .forEach(route ->
                            targets.add(endpoint(route.path("from").path("uri").asText())));
            file.items("routeConfiguration")
                    .forEach(item -> configurations.add(item.path("id").asText()));
        }
        house.kamelets().forEach(kamelet -> targets.add("kamelet:" + kamelet.name()));
        KAMELET_ENDS.forEach(end -> targets.add("kamelet:" + end));
        List<String> found = new ArrayList<>();
        List<YamlFile> files = new ArrayList<>(house.routes());
        files.addAll(house.kamelets());
        for (YamlFile file : files) {
            file.scalars().forEach(scalar -> checkScalar(file, scalar, house, targets, found));
            file.items("route").forEach(route -> checkConfiguration(file, route, configurations, found));
        }
        return found;
    }

    private static void checkScalar(
            YamlFile file, YamlFile.Scalar scalar, House house, Set<String> targets, List<String> found) {
        String value = scalar.value();
        boolean bean = BEAN_KEYS.contains(scalar.key()) || value.matches("#[A-Za-z]\\w*");
        String name = value.startsWith("#") ? value.substring(1) : value;
        if (bean && !name.contains("{{") && !house.beans().contains(name)) {
            found.add(file.problem("there is no bean called %s".formatted(name)));
        }
        String endpoint = endpoint(value);
        boolean call = Set.of("uri", "to", "toD", "wireTap").contains(scalar.key());
        if (call && !endpoint.isEmpty() && !targets.contains(endpoint)) {
            found.add(file.problem("%s leads nowhere".formatted(endpoint)));
        }
        if (scalar.key().equals("exception") && !isClass(value)) {
            found.add(file.problem("there is no class called %s".formatted(value)));
        }
    }

    private static void checkConfiguration(YamlFile file, JsonNode route, Set<String> known, List<String> found) {
        String id = route.path("routeConfigurationId").asText();
        if (!id.isEmpty() && !known.contains(id)) {
            found.add(file.problem("there is no routeConfiguration called %s".formatted(id)));
        }
    }

    /** {@code live:spot?x=y} as {@code live:spot}; empty for endpoints that lead out of the house. */
    private static String endpoint(String uri) {
        Matcher matcher = URI.matcher(uri);
        return matcher.matches() ? matcher.group(1) + ":" + matcher.group(2) : "";
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, ReferenceRule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
