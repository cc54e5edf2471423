package io.skipjack.provider.sandbox.ec2;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a call in the Query protocol, where structure is spelled into names: {@code Filter.1.Value.2}. */
public final class Form {
    private final NavigableMap<String, String> values;

    private Form(NavigableMap<String, String> values) {
        this.values = Collections.unmodifiableNavigableMap(values);
    }

    public static Form parse(String body) {
        NavigableMap<String, String> values = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("MalformedQueryString", "The query string contains a syntax error.");
        }
    }

    public @Nullable String get(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    public String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    String need(String name) {
        String value = get(name);
        if (value == null) {
            throw AwsError.missing(name);
        }
        return value;
    }

    int number(String name, int otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw AwsError.invalid("Value (" + value + ") for parameter " + name + " is invalid. It must be a number.");
        }
    }

    Instant instant(String name, Instant otherwise) {
        String value = get(name);
        try {
            return value == null ? otherwise : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw AwsError.invalid(
                    "Value (" + value + ") for parameter " + name + " is invalid. Must be a valid date.");
        }
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(values.get(name));
    }

    /** The values of {@code name.1}, {@code name.2} and so on. */
    List<String> list(String name) {
        return items(name).stream().map(item -> item.get("", "")).toList();
    }

    /** The structures {@code name.1.*}, {@code name.2.*} and so on, in order. */
    List<Form> items(String name) {
        TreeSet<Integer> indices = new TreeSet<>();
        for (String key : startingWith(name + ".").keySet()) {
            String index = key.substring(name.length() + 1).split("\\.", 2)[0];
            if (index.matches("\\d{1,6}")) {
                indices.add(Integer.valueOf(index));
            }
        }
        return indices.stream().map(index -> under(name + "." + index)).toList();
    }

    /** What is below a name; a value of that very name is found under the empty one. */
    Form under(String name) {
        NavigableMap<String, String> below = new TreeMap<>();
        startingWith(name + ".").forEach((key, value) -> below.put(key.substring(name.length() + 1), value));
        String own = values.get(name);
        if (own != null) {
            below.put("", own);
        }
        return new Form(below);
    }

    /** Those below a name, under their full names. */
    Form only(String name) {
        return new Form(new TreeMap<>(startingWith(name + ".")));
    }

    private SortedMap<String, String> startingWith(String prefix) {
        return values.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** This with the other's values laid over it, as a launch's own parameters over its template's. */
    Form overlaid(Form other) {
        NavigableMap<String, String> both = new TreeMap<>(values);
        both.putAll(other.values);
        return new Form(both);
    }

    /** What must be the same for a call with the same token to be the same call. */
    String fingerprint() {
        TreeMap<String, String> kept = new TreeMap<>(values);
        kept.keySet().removeAll(List.of("ClientToken", "DryRun", "Action", "Version", "Placement.AvailabilityZone"));
        return kept.toString();
    }
}
