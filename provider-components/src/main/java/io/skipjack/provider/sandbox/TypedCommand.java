package io.skipjack.provider.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command line taken apart.
 *
 * @param words those that are no options, the command first
 * @param options by name, without dashes
 */
record TypedCommand(List<String> words, Map<String, String> options) {
    static TypedCommand of(List<String> line) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
            } else if (word.indexOf('=') > 0) {
                options.put(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            } else if (++i < line.size()) {
                options.put(word.substring(2), line.get(i));
            } else {
                throw new SandboxException(word + " needs a value.");
            }
        }
        return new TypedCommand(words, options);
    }

    /** Refuses every other option. */
    TypedCommand allowing(Collection<String> known) {
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                throw new SandboxException("There is no option --" + option
                        + (known.isEmpty()
                                ? " here."
                                : " here; the nearest is --" + FaultWords.nearest(option, known) + "."));
            }
        }
        return this;
    }

    String word(int index, String what) {
        if (index < words.size()) {
            return words.get(index);
        }
        throw new SandboxException("This needs " + what + "; type help for the commands.");
    }

    /** The words from there on, with spaces between. */
    String rest(int from) {
        return String.join(" ", words.subList(Math.min(from, words.size()), words.size()));
    }

    String option(String name, String byDefault) {
        return options.getOrDefault(name, byDefault);
    }

    static double number(String typed) {
        try {
            return Double.parseDouble(typed);
        } catch (NumberFormatException e) {
            throw new SandboxException(typed + " is no number.", e);
        }
    }
}
