package io.skipjack.provider.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One lever over the pretend EC2 as a whole, as it is typed and as it goes over the control port.
 *
 * @param kind which
 * @param values by the names of {@link Kind#words} and {@link Kind#options}
 */
public record CloudLever(Kind kind, Map<String, String> values) {

    public CloudLever {
        values = Map.copyOf(values);
    }

    /** What can be done to the cloud. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    public enum Kind {
        REFUSE(List.of("code"), List.of("zone", "type", "action", "times"), "answers launches, or --action, with CODE"),
        DROP(List.of("action"), List.of("times"), "carries ACTION out and closes the connection instead of answering"),
        HIDE(List.of("time"), List.of(), "new instances are not to be seen for TIME"),
        PARTIAL(List.of("count"), List.of(), "no fleet gets more than COUNT instances"),
        CAPACITY(List.of("type", "zone", "count"), List.of(), "at most COUNT instances live in that pool"),
        QUOTA(List.of("code", "vcpus"), List.of(), "at most VCPUS run under that quota"),
        IGNORE(List.of("count"), List.of(), "the next COUNT terminations are answered well and not carried out"),
        TROUBLE(List.of("what"), List.of("times"), "instances never get healthy: pull-hangs, hf-401, oom-loop, silent"),
        PRICE(List.of("type", "dollars"), List.of("zone"), "sets a spot price, sensible or not");

        private final List<String> words;
        private final List<String> options;
        private final String meaning;

        Kind(List<String> words, List<String> options, String meaning) {
            this.words = words;
            this.options = options;
            this.meaning = meaning;
        }

        /** The word it is typed as. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What must follow, in this order. */
        List<String> words() {
            return words;
        }

        List<String> options() {
            return options;
        }

        String meaning() {
            return meaning;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }

        static List<String> all() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    String need(String name) {
        String value = values.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new SandboxException(kind.word() + " needs " + name + "; type help for the commands.");
        }
        return value;
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** A whole number, 0 when it is not given. */
    int number(String name) {
        String value = values.getOrDefault(name, "0");
        if (!value.matches("\\d{1,9}")) {
            throw new SandboxException(value + " is no number; " + name + " takes 0, 1, 2 and so on.");
        }
        return Integer.parseInt(value);
    }

    double dollars(String name) {
        try {
            return Double.parseDouble(need(name));
        } catch (NumberFormatException e) {
            throw new SandboxException(get(name) + " is no price; write dollars per hour, such as 0.25.", e);
        }
    }
}
