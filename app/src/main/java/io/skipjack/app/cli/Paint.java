package io.skipjack.app.cli;

import java.util.Set;

/** Colours by meaning: what is well, what is under way, what somebody has to look at. */
final class Paint {
    private static final Set<String> WELL = Set.of("ready", "serving", "deployed", "active", "warm");
    private static final Set<String> UNDER_WAY =
            Set.of("booting", "provisioning", "starting", "deploying", "draining", "ending", "removing", "destroying");
    private static final Set<String> TROUBLE = Set.of("halted", "refused", "failed", "lost", "down");

    private static final String END = "\u001b[0m";

    private Paint() {}

    static String heading(String text) {
        return "\u001b[1m" + text + END;
    }

    /** A cell in the colour of the word in it; as it is where that has none. */
    static String cell(String cell) {
        String word = cell.strip();
        if (WELL.contains(word)) {
            return "\u001b[32m" + cell + END;
        }
        if (UNDER_WAY.contains(word)) {
            return "\u001b[33m" + cell + END;
        }
        return TROUBLE.contains(word) ? "\u001b[31m" + cell + END : cell;
    }
}
