package io.skipjack.processors.admin;

import io.skipjack.domain.log.LogComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a deployment's components are asked for.
 *
 * @param deployment its name
 * @param components at least one
 * @param since the oldest line; an hour ago when nothing is said, a week at most
 * @param seenSince lines that this router first saw before it are left out; null for none
 * @param limit 1 to 10000 lines, the newest; 1000 when nothing is said
 */
record LogQuery(
        String deployment,
        Set<LogComponent> components,
        Instant since,
        @Nullable Instant seenSince,
        int limit) {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int USUAL_LIMIT = 1_000;
    private static final int LONGEST_LIMIT = 10_000;
    private static final int WRONG = 400;

    /** @throws RefusedEditException saying which parameter is wrong, and how it is written */
    static LogQuery of(AdminCall call, Instant now) throws RefusedEditException {
        String deployment = call.name();
        Instant since = call.instant("since", now);
        Instant oldest = now.minus(LONGEST);
        return new LogQuery(
                deployment,
                components(call.query("component")),
                since == null ? now.minus(USUAL) : since.isBefore(oldest) ? oldest : since,
                call.instant("seen_since", now),
                call.number("limit", USUAL_LIMIT, LONGEST_LIMIT));
    }

    boolean wants(LogComponent component) {
        return components.contains(component);
    }

    private static Set<LogComponent> components(@Nullable String word) throws RefusedEditException {
        if (word == null) {
            return EnumSet.allOf(LogComponent.class);
        }
        return EnumSet.of(LogComponent.of(word)
                .orElseThrow(() -> wrong("component takes %s"
                        .formatted(Arrays.stream(LogComponent.values())
                                .map(LogComponent::label)
                                .collect(Collectors.joining(", "))))));
    }

    private static RefusedEditException wrong(String sentence) {
        return new RefusedEditException(WRONG, sentence);
    }
}
