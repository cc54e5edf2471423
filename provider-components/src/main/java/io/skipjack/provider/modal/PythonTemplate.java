package io.skipjack.provider.modal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Python text with places for values. Filled in one pass, so that no value is ever read as a template, and with Python
 * literals only, so that none is ever read as code.
 */
final class PythonTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    private final String text;

    /** @param resource beside this class, such as {@code app.py} */
    PythonTemplate(String resource) {
        try (InputStream in = Objects.requireNonNull(PythonTemplate.class.getResourceAsStream(resource), resource)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @param literals Python expressions by the names of their places */
    String fill(Map<String, String> literals) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(Objects.requireNonNull(literals.get(place.group(1)), place.group(1))));
    }

    /** The text as a Python string: printable ASCII, everything else and both quotes escaped. */
    static String literal(String value) {
        StringBuilder literal = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                literal.append((char) c);
            } else {
                literal.append("\\U%08x".formatted(c));
            }
        });
        return literal.append('"').toString();
    }

    /** A Python list of strings, one on each line. */
    static String literal(List<String> values) {
        return values.stream()
                .map(value -> "    " + literal(value) + ",\n")
                .collect(Collectors.joining("", "[\n", "]"));
    }
}
