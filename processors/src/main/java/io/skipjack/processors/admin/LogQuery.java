package io.skipjack.processors.admin;

import io.skipjack.domain.log.LogComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
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
        Instant since = instant("since", call.query("since"), now);
        Instant oldest = now.minus(LONGEST);
        return new LogQuery(
                deployment,
                components(call.query("component")),
                since == null ? now.minus(USUAL) : since.isBefore(oldest) ? oldest : since,
                instant("seen_since", call.query("seen_since"), now),
                limit(call.query("limit")));
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

    /** An instant, or a span of time before now such as {@code 90s}, {@code 10m}, {@code 6h} or {@code 2d}. */
    private static @Nullable Instant instant(String name, @Nullable String word, Instant now)
            throws RefusedEditException {
        if (word == null) {
            return null;
        }
        try {
            if (word.matches("\\d{1,6}[smhd]")) {
                String text = word.toUpperCase(Locale.ROOT);
                return now.minus(Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text));
            }
            return Instant.parse(word);
        } catch (DateTimeException malformed) {
            throw wrong(name + " takes a time such as 10m, 6h or 2026-11-21T10:00:00Z");
        }
    }

    private static int limit(@Nullable String word) throws RefusedEditException {
        if (word == null) {
            return USUAL_LIMIT;
        }
        int limit = word.matches("\\d{1,5}") ? Integer.parseInt(word) : 0;
        if (limit < 1 || limit > LONGEST_LIMIT) {
            throw wrong("limit takes a number of lines from 1 to " + LONGEST_LIMIT);
        }
        return limit;
    }

    private static RefusedEditException wrong(String sentence) {
        return new RefusedEditException(WRONG, sentence);
    }
}
