package io.skipjack.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the smallest edit distance, if that is at most a third of the word (and at least 2): further
     * off a guess confuses more than it helps.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        int limit = Math.max(2, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A clause to end a message with: {@code "; did you mean 'x'?"}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /** Levenshtein's, one row at a time; a swap of two neighbours counts as 2. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int substitution = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(substitution, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
