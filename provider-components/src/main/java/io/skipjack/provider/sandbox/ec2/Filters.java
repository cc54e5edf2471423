package io.skipjack.provider.sandbox.ec2;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code Filter.N.Name} and {@code Filter.N.Value.M}: all filters must accept, of each any value; {@code *} and {@code ?} match as in file names. */
record Filters(Map<String, List<Pattern>> wanted) {

    static Filters of(Form form) {
        Map<String, List<Pattern>> wanted = new HashMap<>();
        for (Form filter : form.items("Filter")) {
            wanted.put(
                    filter.need("Name"),
                    filter.list("Value").stream().map(Filters::glob).toList());
        }
        return new Filters(wanted);
    }

    private static Pattern glob(String value) {
        String pattern = value.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(pattern);
    }

    boolean accept(String name, String value) {
        List<Pattern> patterns = wanted.get(name);
        return patterns == null
                || patterns.stream().anyMatch(each -> each.matcher(value).matches());
    }

    boolean acceptTags(Map<String, String> tags) {
        for (Map.Entry<String, List<Pattern>> filter : wanted.entrySet()) {
            String name = filter.getKey();
            if (name.startsWith("tag:")) {
                String value = tags.get(name.substring(4));
                if (value == null || !accept(name, value)) {
                    return false;
                }
            }
            if (name.equals("tag-key") && tags.keySet().stream().noneMatch(key -> accept("tag-key", key))) {
                return false;
            }
        }
        return true;
    }

    /** EC2 refuses filters it does not know; so a misspelt one shows here too. */
    Filters onlyOf(String... known) {
        for (String name : wanted.keySet()) {
            if (!name.startsWith("tag:")
                    && !name.equals("tag-key")
                    && !List.of(known).contains(name)) {
                throw AwsError.invalid("The filter '" + name + "' is invalid");
            }
        }
        return this;
    }
}
