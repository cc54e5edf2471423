package io.skipjack.live;

import org.jspecify.annotations.Nullable;

/**
 * How a route's id tells its name and its generation: {@code inference@7}. Meters and logs that should not change with
 * every edit use {@link #plain}.
 */
public final class RouteName {
    private static final char MARK = '@';

    private RouteName() {}

    /** {@code inference@7} becomes {@code inference}; an id without a generation stays as it is. */
    public static String plain(String routeId) {
        int mark = markOf(routeId);
        return mark < 0 ? routeId : routeId.substring(0, mark);
    }

    static String inGeneration(String name, int generation) {
        return name + MARK + generation;
    }

    static int generationOf(@Nullable String routeId) {
        int mark = routeId == null ? -1 : markOf(routeId);
        return routeId == null || mark < 0 ? LiveComponent.NONE : Integer.parseInt(routeId.substring(mark + 1));
    }

    private static int markOf(String routeId) {
        int mark = routeId.lastIndexOf(MARK);
        boolean numbered = mark > 0
                && mark < routeId.length() - 1
                && routeId.length() - mark <= 10
                && routeId.chars().skip(mark + 1L).allMatch(c -> c >= '0' && c <= '9');
        return numbered ? mark : -1;
    }
}
