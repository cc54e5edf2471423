package io.skipjack.processors.admin;

import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of events asks for in a query: {@code since}, {@code after}, {@code deployment}, {@code kind} and {@code
 * limit}, the same for a list and for a stream.
 *
 * @param query a parameter's value; null where it was not given
 */
public record EventParameters(Function<String, @Nullable String> query) {
    private static final int USUAL = 100;
    private static final int WRONG = 400;

    /** @throws RefusedEditException saying which parameter is wrong, and how it is written */
    public EventQuery read(Instant now) throws RefusedEditException {
        String since = query.apply("since");
        return new EventQuery(
                number("after"),
                since == null ? null : Since.parse("since", since, now),
                new EventFilter(kinds(), list("deployment")),
                limit());
    }

    private List<String> kinds() throws RefusedEditException {
        List<String> kinds = list("kind");
        for (String kind : kinds) {
            if (!EventFilter.isPattern(kind)) {
                throw new RefusedEditException(
                        WRONG,
                        "there is no kind of event '" + kind + "'; there are " + String.join(", ", EventKinds.ALL)
                                + ", and patterns such as replica.*");
            }
        }
        return kinds;
    }

    private List<String> list(String name) {
        String value = query.apply(name);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private int limit() throws RefusedEditException {
        Long said = number("limit");
        if (said == null) {
            return USUAL;
        }
        if (said < 1 || said > EventQuery.MOST) {
            throw new RefusedEditException(WRONG, "limit must be 1 to " + EventQuery.MOST);
        }
        return said.intValue();
    }

    private @Nullable Long number(String name) throws RefusedEditException {
        String said = query.apply(name);
        if (said == null) {
            return null;
        }
        if (!said.matches("\\d{1,18}")) {
            throw new RefusedEditException(WRONG, name + " must be a whole number");
        }
        return Long.valueOf(said);
    }
}
