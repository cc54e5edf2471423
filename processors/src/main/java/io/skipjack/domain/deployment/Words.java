package io.skipjack.domain.deployment;

import java.util.regex.Pattern;

/** Rules for the words a deployment is written with; each violation says what was wrong and what would be right. */
final class Words {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");
    /** RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Words() {}

    /** Names show up in headers, metrics, file names and URLs, so they keep to characters that are safe in all. */
    static String requireName(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s '%s' must start with a letter or digit and go on with letters, digits, '.', '_' or '-'"
                            .formatted(what, value));
        }
        return value;
    }

    static String requireHeaderName(String what, String value) {
        if (!HEADER_NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("%s '%s' is not an HTTP header name".formatted(what, value));
        }
        return value;
    }

    static int requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d to %d, was %d".formatted(what, least, most, value));
        }
        return value;
    }
}
