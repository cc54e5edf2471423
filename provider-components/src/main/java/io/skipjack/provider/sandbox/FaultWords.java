package io.skipjack.provider.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Finds what a person meant. */
final class FaultWords {
    private FaultWords() {}

    static FaultKind kind(String word) {
        return FaultKind.of(word)
                .orElseThrow(() -> new SandboxException(
                        "There is no fault " + word + "; the nearest is " + nearest(word, FaultKind.words()) + "."));
    }

    /** The known word whose beginning takes the fewest edits; among equals the one that takes fewest as a whole. */
    static String nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String each) -> Collections.min(edits(word, each)))
                        .thenComparingInt(each -> edits(word, each).getLast())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Edits (Levenshtein) from the typed word to each beginning of the known one, the shortest first. */
    private static List<Integer> edits(String typed, String known) {
        List<Integer> row = new ArrayList<>();
        for (int j = 0; j <= known.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= typed.length(); i++) {
            int diagonal = row.get(0);
            row.set(0, i);
            for (int j = 1; j <= known.length(); j++) {
                int replaced = diagonal + (typed.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                diagonal = row.get(j);
                row.set(j, Math.min(replaced, 1 + Math.min(row.get(j), row.get(j - 1))));
            }
        }
        return row;
    }
}
