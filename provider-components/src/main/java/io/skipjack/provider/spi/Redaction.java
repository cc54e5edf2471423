package io.skipjack.provider.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what others say, before it is logged or shown: those we know, and what looks like one. Safe for
 * many threads.
 */
public final class Redaction {
    private static final String MASK = "***";
    /** A shorter one would take harmless words out of every sentence. */
    private static final int SHORTEST = 6;

    private static final int LONGEST_SENTENCE = 300;
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b(bearer|basic|api-key|token|key)(\\s*[:= ]\\s*)[A-Za-z0-9._~+/=-]{12,}");
    private static final Pattern KNOWN_SHAPE = Pattern.compile(
            "\\b(?:(?:sk|sj-op|rpa|hf|ak|as|wk|ws)[-_]|ya29\\.|eyJ[A-Za-z0-9_-]+\\.)[-_.A-Za-z0-9]{12,}");

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    public Redaction(Collection<String> secrets) {
        secrets.forEach(this::add);
    }

    /** Knows one more, such as a token just fetched. */
    public void add(String secret) {
        if (secret.length() >= SHORTEST && !secrets.contains(secret)) {
            secrets.add(secret);
        }
    }

    public String of(String text) {
        String clean = text;
        List<String> longestFirst = new ArrayList<>(secrets);
        longestFirst.sort((one, other) -> other.length() - one.length());
        for (String secret : longestFirst) {
            clean = clean.replace(secret, MASK);
        }
        clean = HEADER.matcher(clean).replaceAll("$1$2" + MASK);
        return KNOWN_SHAPE.matcher(clean).replaceAll(MASK);
    }

    /** The same on one line of at most 300 characters, without control characters: fit for a message. */
    public String sentence(String text) {
        String line = of(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE) + "...";
    }
}
