package io.skipjack.provider.sandbox;

import java.time.Duration;

/**
 * How spot takes an instance back.
 *
 * @param notice from now until it is gone; zero is at once
 * @param hiddenFor how long of that the metadata says nothing: a late notice, or none at all
 * @param times how often the host agent tells the router; twice happens in real life
 */
public record Interrupting(Duration notice, Duration hiddenFor, int times) {
    /** What AWS aims at. */
    public static final Duration USUAL = Duration.ofMinutes(2);

    /** Said at once. */
    public static Interrupting after(Duration notice) {
        return new Interrupting(notice, Duration.ZERO, 1);
    }

    /** Gone now, without a word. */
    public static Interrupting atOnce() {
        return after(Duration.ZERO);
    }

    /** Decided now, said only when so little is left. */
    public Interrupting saidLate(Duration left) {
        Duration hidden = notice.minus(left);
        return new Interrupting(notice, hidden.isNegative() ? Duration.ZERO : hidden, times);
    }

    /** Never said. */
    public Interrupting neverSaid() {
        return new Interrupting(notice, notice.plusDays(1), times);
    }

    /** In words: {@code at-once}, {@code twice}, {@code never}, or how much is left when it is said, such as {@code 10s}. */
    Interrupting said(String words) {
        return switch (words) {
            case "at-once" -> this;
            case "twice" -> saidTwice();
            case "never" -> neverSaid();
            default -> saidLate(Durations.parse(words));
        };
    }

    /** What {@link #said} understands. */
    String saidInWords() {
        if (hiddenFor.isZero()) {
            return times > 1 ? "twice" : "at-once";
        }
        return hiddenFor.compareTo(notice) > 0
                ? "never"
                : notice.minus(hiddenFor).toMillis() + "ms";
    }

    public Interrupting saidTwice() {
        return new Interrupting(notice, hiddenFor, 2);
    }
}
