package io.skipjack.provider.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;

/** Splits what stands behind an assignment's {@code =} into words as the shell does: quotes, backslashes, comments. */
final class ShellWords {
    private final String text;
    private final boolean array;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;
    private boolean closed;
    private boolean comment;

    private ShellWords(String text, boolean array) {
        this.text = text;
        this.array = array;
    }

    /**
     * @param value a word, or an array in brackets
     * @throws IllegalArgumentException if a quote or bracket is not closed
     */
    static List<String> split(String value) {
        boolean array = value.startsWith("(");
        return new ShellWords(array ? value.substring(1) : value, array).split();
    }

    private List<String> split() {
        for (int i = 0; i < text.length() && !closed && !comment; i++) {
            char c = text.charAt(i);
            if (quote == 0 && c == '\\' && i + 1 < text.length()) {
                add(text.charAt(++i));
            } else if (quote == 0) {
                plain(c);
            } else if (c == quote) {
                quote = 0;
            } else {
                add(c);
            }
        }
        if (quote != 0 || array != closed) {
            throw new IllegalArgumentException("a quote or bracket is not closed");
        }
        endWord();
        return List.copyOf(words);
    }

    private void plain(char c) {
        if (c == '\'' || c == '"') {
            quote = c;
            inWord = true;
        } else if (c == ' ' || c == '\t') {
            endWord();
        } else if (array && c == ')') {
            closed = true;
        } else if (c == '#' && !inWord) {
            comment = true;
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
