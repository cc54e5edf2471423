package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words a fake engine says: 4096 short pseudo-words, each with one leading space so that a text of them splits back
 * into the same words. A few carry what breaks careless relays: accents, CJK, emoji, quotes, a backslash, a line break,
 * and the literal words of the SSE grammar.
 */
final class Vocabulary {
    static final int SIZE = 4096;

    private static final List<String> AWKWARD = List.of(
            "data:",
            "[DONE]",
            "\"so\"",
            "a\\b",
            "vo\nru",
            "\n\ndata:",
            "tab\tula",
            "été",
            "日本",
            "語",
            "ñandú",
            "Ωmega",
            "🐟",
            "🎣",
            "👩‍🚀",
            "🇳🇱",
            "e\u0301",
            "</s>",
            "\u2028sep",
            "{\"x\":1}",
            "привет",
            "שלום",
            "한국",
            "ไทย",
            "🧪🧫");
    private static final String[] ONSETS = {"k", "t", "m", "s", "r", "n", "l", "p", "v", "z", "sh", "br", "d", "g", "f"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai"};

    private static final List<String> WORDS = words();
    private static final List<String> ESCAPED = WORDS.stream()
            .map(word -> new String(JsonStringEncoder.getInstance().quoteAsString(word)))
            .toList();
    private static final List<byte[]> BYTES =
            WORDS.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    private static final Map<String, Integer> INDEX =
            IntStream.range(0, SIZE).boxed().collect(Collectors.toUnmodifiableMap(WORDS::get, i -> i));

    private Vocabulary() {}

    static String word(int index) {
        return WORDS.get(index);
    }

    /** The word in UTF-8; not to be changed. */
    static byte[] bytes(int index) {
        return BYTES.get(index);
    }

    /** The word as it stands inside a JSON string: escaping once here keeps a thousand streams cheap. */
    static String escaped(int index) {
        return ESCAPED.get(index);
    }

    /** The index of a word with its leading space, or -1. */
    static int indexOf(String word) {
        return INDEX.getOrDefault(word, -1);
    }

    private static List<String> words() {
        Set<String> words = new LinkedHashSet<>();
        AWKWARD.forEach(word -> words.add(" " + word));
        int syllables = ONSETS.length * VOWELS.length;
        for (int i = 0; words.size() < SIZE; i++) {
            String word = syllable(i % syllables) + syllable((i / syllables + i) % syllables);
            words.add(" " + (i < syllables * syllables ? word : word + syllable(i * 7 % syllables)));
        }
        return List.copyOf(words);
    }

    private static String syllable(int i) {
        return ONSETS[i % ONSETS.length] + VOWELS[i / ONSETS.length];
    }
}
