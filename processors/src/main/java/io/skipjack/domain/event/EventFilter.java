package io.skipjack.domain.event;

import java.util.List;

/**
 * Which events somebody wants.
 *
 * @param kinds patterns of kinds, in which {@code *} stands for any letters; empty for all
 * @param deployments names; empty for all, those that concern no deployment included
 */
public record EventFilter(List<String> kinds, List<String> deployments) {
    public static final EventFilter ALL = new EventFilter(List.of(), List.of());

    private static final String PATTERN = "[a-z*][a-z.*-]*";

    public EventFilter {
        kinds = List.copyOf(kinds);
        deployments = List.copyOf(deployments);
    }

    public boolean admits(OperatorEvent event) {
        return (kinds.isEmpty() || kinds.stream().anyMatch(pattern -> matches(pattern, event.kind())))
                && (deployments.isEmpty() || deployments.contains(event.deployment()));
    }

    /** Whether a pattern is one, and there is a kind for it. */
    public static boolean isPattern(String text) {
        return text.matches(PATTERN) && EventKinds.ALL.stream().anyMatch(kind -> matches(text, kind));
    }

    private static boolean matches(String pattern, String kind) {
        return kind.matches(pattern.replace(".", "\\.").replace("*", ".*"));
    }
}
