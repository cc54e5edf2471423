package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type them: {@code 120s}, {@code 2m}, {@code 500ms}, {@code 1h}, or bare seconds. */
final class Durations {
    private static final Pattern TYPED = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");

    private Durations() {}

    static Duration parse(String typed) {
        Matcher matcher = TYPED.matcher(typed);
        if (!matcher.matches()) {
            throw new SandboxException(typed + " is no time; write it like 120s, 2m or 500ms.");
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
